import Glibc
import Rogue

/// A program as a child process, its output in files.
final class Child {
    let pid: pid_t
    let output: String
    let errors: String
    private var ending: CInt?

    /// How long a child may take at the most, in seconds.
    private static let patience = 60

    /// Starts `command`; what it writes goes to `files` + `.output` and `.errors`.
    init(_ command: [String], files: String) throws {
        (output, errors) = (files + ".output", files + ".errors")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        for (descriptor, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads of Dispatch have signals blocked, SIGTERM among them; the child shall not.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let texts = [command, Self.environment].map { $0.map { strdup($0) } + [nil] }
        defer { for text in texts.joined() { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, command.first ?? "", &actions, &attributes, texts[0], texts[1])
        guard code == 0 else { throw StorageError("start", command.first ?? "''", errno: code) }
        self.pid = pid
    }

    private static var environment: [String] {
        ["PATH", "HOME", "TZ", "LD_LIBRARY_PATH"].compactMap { (name: String) in
            getenv(name).map { value in name + "=" + String(cString: value) }
        }
    }

    deinit {
        if isRunning {
            kill(pid, SIGKILL)
            ending = reap(0)
        }
    }

    var isRunning: Bool {
        if ending == nil { ending = reap(WNOHANG) }
        return ending == nil
    }

    func signal(_ signal: CInt) {
        if isRunning { kill(pid, signal) }
    }

    /// Waits for its end, and answers its exit code; `nil` where a signal ended it.
    func wait() throws -> Int? {
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while isRunning {
            guard ContinuousClock.now < deadline else { throw Difference("process \(pid) does not end") }
            usleep(500)
        }
        // wait(2): the low bits are the signal, those above them the exit code.
        let code = ending ?? 0
        return code & 0x7f == 0 ? Int(code >> 8 & 0xff) : nil
    }

    /// What it wrote to stderr.
    func complaints() throws -> String {
        String(decoding: try Bytes.read(errors) ?? [], as: UTF8.self)
    }

    /// How it ended; `nil` where it has not.
    private func reap(_ options: CInt) -> CInt? {
        var code: CInt = 0
        var answer: pid_t
        repeat { answer = waitpid(pid, &code, options) } while answer < 0 && errno == EINTR
        return answer == 0 ? nil : code
    }
}
