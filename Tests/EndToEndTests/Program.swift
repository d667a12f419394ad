import Foundation

/// A program of the package, or any other, as a child process.
final class Program {
    private let process = Process()
    private let output: URL
    private let errors: URL
    private let folder: URL

    /// What came of a program that has ended.
    struct Result {
        let status: Int32
        /// Whether a signal ended it; `status` is that signal then.
        let wasKilled: Bool
        let output: String
        let errors: String

        /// The lines of stdout.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// The lines of stderr.
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    /// The folder of the built programs: `ROGUE_BIN`, or where the tests themselves were built.
    static let folder: String = {
        if let folder = ProcessInfo.processInfo.environment["ROGUE_BIN"] { return folder }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().path
    }()

    /// The root of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Starts a program: one of the package where the name has no slash.
    ///
    /// Its output goes to files, so that it can write as much as it likes.
    init(_ name: String, _ arguments: [String], environment: [String: String] = [:], directory: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "rogue-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        output = folder.appending(path: "output")
        errors = folder.appending(path: "errors")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.executableURL = URL(filePath: name.contains("/") ? name : Self.folder + "/" + name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        if let directory { process.currentDirectoryURL = URL(filePath: directory) }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a program to its end.
    @discardableResult
    static func run(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        directory: String? = nil
    ) throws -> Result {
        try Program(name, arguments, environment: environment, directory: directory).wait()
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// Waits for its end.
    func wait() -> Result {
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal,
            output: outputSoFar,
            errors: errorsSoFar
        )
    }

    /// What it wrote to stdout up to now.
    var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// What it wrote to stderr up to now.
    var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Sends it a signal.
    func signal(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }
}
