import Foundation
import RogueTestSupport
import SQLite
import Testing

@Suite struct DatabaseTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> Database {
        let database = try Database(path: directory.file("a.db"))
        try database.execute("CREATE TABLE IF NOT EXISTS t (name TEXT, number INTEGER)")
        return database
    }

    private func numbers(_ database: Database) throws -> [Int?] {
        try database.prepare("SELECT number FROM t ORDER BY number").rows { $0.integer(0) }
    }

    /// POSIX' locks are the process's: whoever closes any descriptor of a file gives them all up.
    @Test func aSecondConnectionLeavesTheFirstItsLocks() throws {
        let path = directory.file("a.db")
        let first = try Database(path: path)
        try first.execute("CREATE TABLE t (number INTEGER)")
        let inode = try #require(FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
        func locks() throws -> Int {
            try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
                .count { $0.contains(" \(getpid()) ") && $0.contains(":\(inode) ") }
        }
        let before = try locks()
        #expect(before > 0)
        let second = try Database(path: path)
        #expect(try locks() >= before)
        try second.execute("INSERT INTO t VALUES (1)")
        #expect(try first.prepare("SELECT number FROM t").rows { $0.integer(0) } == [1])
    }

    @Test func valuesComeBack() throws {
        let database = try open()
        let insert = try database.prepare("INSERT INTO t VALUES (?, ?)")
        try insert.run([.text("ä\u{1F600}\u{0}b"), .integer(.max)])
        try insert.run([.text("")])
        let rows = try database.prepare("SELECT name, number FROM t").rows {
            "\($0.text(0) ?? "-") \($0.integer(1) ?? -1)"
        }
        #expect(rows.last == " -1")
        #expect(rows.first?.hasSuffix("\(Int.max)") == true)
    }

    @Test func aTransactionThatFailsLeavesNothing() throws {
        struct Failure: Error {}
        let database = try open()
        #expect(throws: Failure.self) {
            try database.transaction {
                try database.execute("INSERT INTO t VALUES ('a', 1)")
                throw Failure()
            }
        }
        #expect(try numbers(database).isEmpty)
        try database.transaction { try database.execute("INSERT INTO t VALUES ('a', 2)") }
        #expect(try numbers(database) == [2])
    }

    @Test func garbageIsDamage() throws {
        let path = try directory.write([UInt8](repeating: 0x5a, count: 5000), to: "garbage.db")
        let error = #expect(throws: SQLiteError.self) { try Database(path: path) }
        #expect(error?.isDamage == true)
        #expect(error?.description == "cannot use \(path): file is not a database")
    }

    @Test func aFolderIsAnErrorButNoDamage() throws {
        let error = #expect(throws: SQLiteError.self) { try Database(path: directory.path) }
        #expect(error?.isDamage == false)
    }

    @Test func twoConnectionsTakeTurns() async throws {
        let path = directory.file("a.db")
        _ = try open()
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = try Database(path: path)
                    for number in 0..<25 { try database.execute("INSERT INTO t VALUES ('x', \(number))") }
                }
            }
            try await group.waitForAll()
        }
        #expect(try numbers(open()).count == 100)
    }
}
