import Foundation
import RogueTestSupport
import RoundRobin
import Testing

/// Wrong usage and broken files: one line that names the thing and the reason, and no crash.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardBadInputTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        try test.add("a", from: start, [1, 2, 3])
    }

    @Test(arguments: [
        ("", "''"), ("localhost", "localhost"), ("http:/h", "http:/h"), ("http://", "http://"), ("http:///h", "host"),
        ("http://h:0", "port"), ("http://h:99999", "port"), ("http://h:x", "port"), ("http://h h/", "space"),
        ("://h", "://h"), ("http://h/#x", "#"), ("http://[::1", "http://[::1"), ("http://h\n/", "control"),
        ("ftp://h", "unknown scheme 'ftp'"), ("htp://h", "unknown scheme 'htp'"), ("udp://h:2003", "unknown scheme"),
        ("graphite://h?prefx=a", "unknown query item 'prefx'"), ("graphite://h/path", "path"),
        ("graphite://h?host=", "'host'"), ("grok://u@h", "user"), ("grok://h?prefix=a", "unknown query item 'prefix'"),
        ("http://h?name=", "'name'"), ("http://h?name=a&name=b", "more than once"),
        ("http://h/" + String(repeating: "x", count: 300), "add ?name=NAME"),
        ("http://" + String(repeating: "x", count: 5000), "longer than 4096"),
    ])
    func aMalformedURLIsWrongUsage(url: String, words: String) async throws {
        let result = try await forward.run(url)
        #expect(result.complains(64, words), "\(result)")
        #expect(result.errors.utf8.count < 700)
        #expect(try test.directory.names() == ["a.rrd"])
    }

    @Test(arguments: ["http://user:hunter2@h:0/x", "http://h:0/?token=hunter2", "ftp://u:hunter2@h/p@q"])
    func noSecretIsShown(url: String) async throws {
        let result = try await forward.run(url)
        #expect(result.complains(64, "***") && !result.errors.contains("hunter2"), "\(result)")
    }

    @Test(arguments: [
        ([], "no --server is given"),
        (["--server"], "--server"),
        (["--server", "http://127.0.0.1:9", "--nonsense"], "--nonsense"),
        (["--server", "http://127.0.0.1:9", "--timeout", "0"], "--timeout"),
        (["--server", "http://127.0.0.1:9", "--timeout", "soon"], "--timeout"),
        (["--server", "http://127.0.0.1:9", "--api-key", "k", "--api-key-file", "f"], "exclude each other"),
        (["--server", "https://127.0.0.1:9", "--cacert", "/nowhere.pem"], "/nowhere.pem"),
    ])
    func wrongOptionsAreWrongUsage(arguments: [String], words: String) async throws {
        let result = try await forward.start([], arguments).end()
        #expect(result.complains(64, words), "\(result)")
    }

    @Test(arguments: [("missing", "No such file or directory"), ("a.rrd", "Not a directory"), ("", "prefix")])
    func thePrefixHasToBeThere(name: String, reason: String) async throws {
        let path = name.isEmpty ? "" : test.directory.file(name)
        let result = try await Forward(prefix: path).run("http://127.0.0.1:9")
        #expect(result.complains(1, "cannot use prefix \(path)", reason), "\(result)")
    }

    @Test func theKeyFileHasToHoldOneWord() async throws {
        let folder = try TemporaryDirectory()
        let binary = (0..<64).map { UInt8(0xff - $0) }
        let files: [(path: String, reason: String)] = [
            (folder.file("missing"), "No such file or directory"),
            (try folder.write(binary, to: "binary"), "no text"),
            (try folder.write([], to: "empty"), "one word"),
            (try folder.write(Array("two words".utf8), to: "words"), "one word"),
            (try folder.write([UInt8](repeating: 0x61, count: 5000), to: "long"), "4096"),
            (folder.path, "key file"),
        ]
        for file in files {
            let result = try await forward.run("http://127.0.0.1:9", with: ["--api-key-file", file.path])
            #expect(result.complains(1, file.path, file.reason), "\(result)")
        }
        #expect(try test.directory.names() == ["a.rrd"])
    }

    @Test func aGarbageDatabaseIsMovedAside() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        var random = SeededGenerator(seed: 8)
        let garbage = (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        try test.directory.write(garbage, to: "delivery.db")
        let result = try await forward.run(server.url)
        #expect(result.complains(0, "delivery.db: file is not a database", "moved aside to"), "\(result)")
        #expect(server.points.map(\.value) == [1, 2, 3])
        let aside = try test.directory.names().filter { $0.hasPrefix("delivery.db.corrupt-") }
        #expect(aside.count == 1)
        #expect(try test.directory.read(aside.first ?? "") == garbage)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests.count == 1)
    }

    enum Damage: CaseIterable { case garbage, empty, cutHeader, cutRows }

    @Test(arguments: Damage.allCases)
    func aBrokenFileStopsNoOther(damage: Damage) async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        try test.add("b", from: start, [4, 5])
        try test.add("c", from: start, [6])
        let whole = try test.directory.read("b.rrd")
        let bytes: [UInt8] =
            switch damage {
            case .garbage: Array("this is no RRD file".utf8)
            case .empty: []
            case .cutHeader: Array(whole.prefix(300))
            case .cutRows: Array(whole.prefix(whole.count - 100))
            }
        try test.directory.write(bytes, to: "b.rrd")
        let result = try await forward.run(server.url)
        #expect(result.complains(1, "cannot read \(test.directory.file("b.rrd")): "), "\(result)")
        #expect(server.points.map(\.value) == [1, 2, 3, 6])
        // Mended, it goes on as if nothing had been.
        try test.directory.write(whole, to: "b.rrd")
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.points.map(\.value) == [1, 2, 3, 6, 4, 5])
    }

    /// A folder that cannot be written, as far as that can be had: root may write everywhere.
    @Test func aDatabaseThatCannotBeMadeIsNamed() async throws {
        try FileManager.default.createDirectory(
            atPath: test.directory.file("delivery.db"),
            withIntermediateDirectories: true
        )
        let result = try await forward.run("http://127.0.0.1:9")
        #expect(result.complains(1, test.directory.file("delivery.db")), "\(result)")
    }
}
