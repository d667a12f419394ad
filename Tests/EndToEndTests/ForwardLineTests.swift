import Foundation
import RogueTestSupport
import Testing

/// The bytes on the wire of carbon and Grok, and what counts as delivered there.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardLineTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        try test.add("CPUPercent", from: start, [17.25, nil, 0.1])
    }

    @Test(arguments: [
        ("graphite", "?host=web1.example.com", "web1_example_com.CPUPercent"),
        ("graphite", "?host=my%20big%20box", "my_big_box.CPUPercent"),
        ("graphite", "?prefix=servers.eu&host=a.b%20c", "servers.eu.a_b_c.CPUPercent"),
        ("graphite", "?host=a/b;c", "a_b_c.CPUPercent"),
        ("grok", "", "CPUPercent"),
        ("grok", "?name=x", "CPUPercent"),
    ])
    func linesAreThoseOfThePlainProtocol(scheme: String, query: String, path: String) async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        #expect(try await forward.run("\(scheme)://127.0.0.1:\(server.port)\(query)").isSilent())
        #expect(server.texts == ["\(path) 17.25 \(start)\n\(path) 0.1 \(start + 2)\n"])
    }

    @Test func theHostIsThisMachine() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        #expect(try await forward.run("graphite://127.0.0.1:\(server.port)").isSilent())
        let host = ProcessInfo.processInfo.hostName.replacing(".", with: "_")
        #expect(server.texts == ["\(host).CPUPercent 17.25 \(start)\n\(host).CPUPercent 0.1 \(start + 2)\n"])
    }

    @Test(arguments: [LineTestServer.Ending.hang, .answer("ERROR\n"), .reset, .closeUnread])
    func onlyTheEndOfTheConnectionIsDelivery(ending: LineTestServer.Ending) async throws {
        try test.add("Long", from: start, (0..<9000).map { Double($0) / 7 }, rows: 9000)
        let server = try LineTestServer { $0 == 1 ? ending : .close }
        defer { server.stop() }
        let url = "grok://127.0.0.1:\(server.port)"
        let result = try await forward.run(url, with: ["--timeout", "2"])
        #expect(result.complains(75, url, "kept"), "\(result)")
        #expect(try await forward.run(url).isSilent())
        // Sent again is the very batch that was not acknowledged, and no other. Who reads nothing records nothing.
        let texts = server.texts
        let times = texts.map { text in texts.count { $0 == text } }
        if case .closeUnread = ending { #expect(times == [1, 1]) } else { #expect(times == [1, 2, 2]) }
        let all = Set(texts.joined().split(separator: "\n"))
        #expect(all.count == 9002)
    }
}
