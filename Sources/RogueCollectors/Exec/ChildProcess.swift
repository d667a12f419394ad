import Glibc
import Rogue

/// A program at work, as the head of a process group of its own.
///
/// Were the agent killed, nobody would be left to end it: it gets SIGPIPE with the next line that it prints.
final class ChildProcess {
    let pid: pid_t
    var output: PipeReader
    var errors: PipeReader
    private var isReaped = false

    private static let longestErrorLine = 4_096

    /// Starts the program; lines of its output can be so long.
    init(_ command: [String], longestLine: Int, bytesPerSecond: Int) throws(ExecError) {
        let output = try ChildPipe(ours: .reading)
        defer { close(output.writing) }
        let errors: ChildPipe
        do throws(ExecError) {
            errors = try ChildPipe(ours: .reading)
        } catch {
            close(output.reading)
            throw error
        }
        defer { close(errors.writing) }
        do throws(ExecError) {
            pid = try Spawn.start(command, output: output.writing, errors: errors.writing)
        } catch {
            close(output.reading)
            close(errors.reading)
            throw error
        }
        self.output = PipeReader(output.reading, longestLine: longestLine, bytesPerSecond: bytesPerSecond)
        self.errors = PipeReader(
            errors.reading,
            longestLine: Self.longestErrorLine,
            bytesPerSecond: bytesPerSecond
        )
    }

    deinit {
        _ = reap()
        close(output.descriptor)
        close(errors.descriptor)
    }

    /// Whether the program itself has ended.
    ///
    /// It stays a zombie, so that its number, the group's, is nobody else's.
    var hasEnded: Bool {
        var info = siginfo_t()
        var code: CInt
        repeat {
            code = waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
        } while code < 0 && errno == EINTR
        return code < 0 || info.si_signo == SIGCHLD
    }

    /// Signals the program and all that it started, as far as that stayed in its group.
    func signal(_ signal: CInt) {
        guard !isReaped else { return }
        kill(-pid, signal)
    }

    /// Kills what is left of the group, and answers how the program ended: the status of wait(2).
    func reap() -> CInt {
        guard !isReaped else { return 0 }
        signal(SIGKILL)
        isReaped = true
        var status: CInt = 0
        // Not waiting: where the kernel does not let it die, it is left to init.
        while waitpid(pid, &status, WNOHANG) < 0, errno == EINTR {}
        return status
    }
}
