import Glibc
import Rogue

/// One run of a program that reads samples, as the head of a process group of its own, within a time limit.
struct SinkRun {
    private let pid: pid_t
    private let pipe: ChildPipe
    private let timeout: Int
    private let deadline: ContinuousClock.Instant

    /// How long it has to end by itself once it was told to.
    private static let grace = Duration.seconds(2)

    /// Starts the program, gives it the text and waits for its end; one that has not ended in time is ended.
    ///
    /// What it prints goes to our stderr.
    static func deliver(_ text: [UInt8], to command: [String], within timeout: Int) throws(SocketFailure) {
        let deadline = ContinuousClock.now + .seconds(timeout)
        let run: SinkRun
        do throws(ExecError) {
            let (pid, pipe) = try start(command)
            run = SinkRun(pid: pid, pipe: pipe, timeout: timeout, deadline: deadline)
        } catch {
            throw SocketFailure(error.description)
        }
        defer { close(run.pipe.reading) }
        try run.finish(text)
    }

    private static func start(_ command: [String]) throws(ExecError) -> (pid: pid_t, pipe: ChildPipe) {
        let pipe = try ChildPipe(ours: .writing)
        do throws(ExecError) {
            return (try Spawn.start(command, input: pipe.reading, output: STDERR_FILENO, errors: STDERR_FILENO), pipe)
        } catch {
            close(pipe.reading)
            close(pipe.writing)
            throw error
        }
    }

    private func finish(_ text: [UInt8]) throws(SocketFailure) {
        let failure = write(text)
        close(pipe.writing)
        let isOver = failure == nil ? waitForEnd(until: deadline) : hasEnded
        if !isOver { end() }
        let status = reap()
        if let failure { throw SocketFailure(failure) }
        guard isOver else { throw SocketFailure("it did not end within \(timeout) s") }
        // wait(2): the low bits are the signal, those above them the exit code.
        guard status & 0x7f == 0 else { throw SocketFailure("it was ended by signal \(status & 0x7f)") }
        guard status == 0 else { throw SocketFailure("it ended with status \(status >> 8 & 0xff)") }
        guard unread == 0 else { throw SocketFailure("it ended before it had read everything") }
    }

    /// Answers with what went wrong, or `nil`.
    ///
    /// This end of the pipe never waits. The other is open here, too: so a program that has gone makes no SIGPIPE, and
    /// what it left unread can be counted.
    private func write(_ text: [UInt8]) -> String? {
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(pipe.writing, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard !hasEnded else { return "it ended before it had read everything" }
                guard deadline > .now else { return "it did not read within \(timeout) s" }
                var entry = pollfd(fd: pipe.writing, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, 20)
            } else if errno != EINTR {
                return "cannot write: " + String(cString: strerror(errno))
            }
        }
        return nil
    }

    /// How many bytes are left in the pipe: pipe(7).
    private var unread: CInt {
        var count: CInt = 0
        return ioctl(pipe.reading, UInt(FIONREAD), &count) == 0 ? count : 0
    }

    /// Whether the program itself has ended; it stays a zombie, so that its number is nobody else's.
    private var hasEnded: Bool {
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
        return code < 0 ? errno != EINTR : info.si_signo == SIGCHLD
    }

    /// Whether it has ended by then; there is no descriptor that says so, it is looked at again and again.
    private func waitForEnd(until deadline: ContinuousClock.Instant) -> Bool {
        var pause: CInt = 1
        while !hasEnded {
            guard deadline > .now else { return false }
            poll(nil, 0, pause)
            pause = min(2 * pause, 20)
        }
        return true
    }

    /// Tells the program, and all that it started as far as that stayed in its group, to end; kills what does not.
    private func end() {
        kill(-pid, SIGTERM)
        _ = waitForEnd(until: .now + Self.grace)
        kill(-pid, SIGKILL)
        // Where the kernel does not let it die, it is left to init.
        _ = waitForEnd(until: .now + Self.grace)
    }

    /// How it ended: the status of wait(2).
    private func reap() -> CInt {
        var status: CInt = 0
        while waitpid(pid, &status, WNOHANG) < 0, errno == EINTR {}
        return status
    }
}
