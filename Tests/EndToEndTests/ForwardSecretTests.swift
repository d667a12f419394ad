import Foundation
import RogueTestSupport
import Testing

/// The API key goes to the server and nowhere else, and only over TLS that was verified where TLS is asked for.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardSecretTests {
    let test: TestHistory
    var forward: Forward
    private let key = "s3cret-K3y"

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        try test.add("a", from: recent(100), [1, 2, 3])
    }

    enum Way: CaseIterable { case environment, file, argument, fileOverEnvironment, url }

    @Test(arguments: Way.allCases)
    func theKeyReachesOnlyTheServer(way: Way) async throws {
        let server = try HTTPTestServer { _, index in .status(index == 0 ? 401 : 200) }
        defer { server.stop() }
        let folder = try TemporaryDirectory()
        let file = try folder.write(Array("\(key)\n".utf8), to: "key")
        var (forward, url, arguments) = (forward, server.url, [String]())
        switch way {
        case .environment: forward.environment["GROK_API_KEY"] = key
        case .file: arguments = ["--api-key-file", file]
        case .argument: arguments = ["--api-key", key]
        case .fileOverEnvironment:
            forward.environment["GROK_API_KEY"] = "another"
            arguments = ["--api-key-file", file]
        case .url: url = "http://\(key):@127.0.0.1:\(server.port)/_metrics/custom"
        }
        for status: Int32 in [75, 0] {
            let result = try await forward.run(url, with: arguments)
            #expect(result.status == status)
            #expect(!(result.output + result.errors).contains(key))
            let warnings = result.errorLines.filter { $0.contains("warning: --api-key can be seen with ps") }
            #expect(warnings.count == (way == .argument ? 1 : 0))
            #expect(result.errorLines.count - warnings.count == (status == 75 ? 1 : 0))
        }
        let status = try await forward.run(url, with: arguments + ["--status"])
        #expect(!(status.output + status.errors).contains(key))
        let header = "Basic " + Data("\(key):".utf8).base64EncodedString()
        #expect(server.requests.map { $0.headers["authorization"] } == [header, header])
        let files = try FileManager.default.subpathsOfDirectory(atPath: test.directory.path)
        #expect(files.contains { $0.hasPrefix("forward.http___127.0.0.1_\(server.port)") && $0.hasSuffix(".lock") })
        #expect(!files.contains { $0.contains(key) })
        for file in files {
            #expect(try test.directory.read(file).firstRange(of: Array(key.utf8)) == nil, "\(file)")
        }
    }

    @Test func withoutAKeyThereIsNoHeader() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests.map { $0.headers["authorization"] } == [nil])
    }

    @Test func tlsIsVerified() async throws {
        let server = try TLSTestServer()
        defer { server.stop() }
        let url = "https://127.0.0.1:\(server.port)"
        let result = try await forward.run(url)
        #expect(result.complains(75, url, "kept", "certificate"), "\(result)")
        #expect(try await pending(url) == "3")
        #expect(try await forward.run(url, with: ["--cacert", server.certificate]).isSilent())
        #expect(try await pending(url) == "0")

        let other = "https://localhost:\(server.port)"
        #expect(try await forward.run(other, with: ["--cacert", server.certificate]).complains(75, "certificate"))
        #expect(try await pending(other) == "3")
        #expect(try await forward.run(other, with: ["--insecure"]).isSilent())
        #expect(try await pending(other) == "0")
    }

    /// How many rows `--status` says are pending.
    private func pending(_ url: String) async throws -> String? {
        let words = try await forward.run(url, with: ["--status"]).output.split(separator: " ")
        return words.count > 1 ? String(words[1]) : nil
    }
}
