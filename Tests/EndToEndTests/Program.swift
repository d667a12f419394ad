import Foundation

/// A program of the package, or any other, as a child process.
///
/// Not by Foundation's `Process`: its children keep the signals blocked that a thread of Dispatch has blocked, SIGTERM
/// among them, and have not ended for it before every process that inherited a certain descriptor has.
final class Program {
    let pid: pid_t
    private var ending: CInt?
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
        var command = [URL(filePath: name.contains("/") ? name : Self.folder + "/" + name).path] + arguments
        if let directory { command = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, directory] + command }
        pid = try Self.spawn(
            command,
            ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" },
            files: ["/dev/null", output.path, errors.path]
        )
    }

    /// Starts a child with the files for its first descriptors, and all else as for a program started by a shell.
    private static func spawn(
        _ command: [String],
        _ environment: [String],
        files: [String]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, file) in files.enumerated() {
            posix_spawn_file_actions_addopen(
                &actions,
                CInt(index),
                file,
                index == 0 ? O_RDONLY : O_WRONLY | O_APPEND,
                0
            )
        }
        // glibc does not mind those that are not open.
        for descriptor in files.count..<256 { posix_spawn_file_actions_addclose(&actions, CInt(descriptor)) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let texts = [command, environment].map { $0.map { strdup($0) } + [nil] }
        defer { texts.joined().forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, command[0], &actions, &attributes, texts[0], texts[1])
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        return pid
    }

    deinit {
        if isRunning {
            kill(pid, SIGKILL)
            ending = reap(0)
        }
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

    var isRunning: Bool {
        if ending == nil { ending = reap(WNOHANG) }
        return ending == nil
    }

    /// Waits for its end.
    func wait() -> Result {
        let code = ending ?? reap(0) ?? 0
        ending = code
        // wait(2): the low bits are the signal, those above them the exit code.
        let signal = code & 0x7f
        return Result(
            status: signal == 0 ? code >> 8 & 0xff : signal,
            wasKilled: signal != 0,
            output: outputSoFar,
            errors: errorsSoFar
        )
    }

    /// How it ended; `nil` where it has not.
    private func reap(_ options: CInt) -> CInt? {
        var code: CInt = 0
        var answer: pid_t
        repeat { answer = waitpid(pid, &code, options) } while answer < 0 && errno == EINTR
        return answer == 0 ? nil : code
    }

    /// What it wrote to stdout up to now.
    var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// What it wrote to stderr up to now.
    var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Sends it a signal.
    func signal(_ signal: Int32) {
        if isRunning { kill(pid, signal) }
    }
}
