package import ArgumentParser
import Glibc
package import Logging

/// How each program starts and ends: one line on stderr for what goes wrong, and the exit codes of sysexits(3).
package enum Program {
    /// Parses the command line, runs the command and ends the process.
    package static func main<Command: AsyncParsableCommand>(_ command: Command.Type) async -> Never {
        occupyStandardDescriptors()
        // A reader that goes away shall be an error of the write, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
        // So shall a file that reaches the limit on its size: `ulimit -f`.
        signal(SIGXFSZ, SIG_IGN)
        // librrd would ask a caching daemon in place of the files.
        unsetenv("RRDCACHED_ADDRESS")
        do {
            var command = try Command.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            exit(EXIT_SUCCESS)
        } catch {
            end(Command.self, error)
        }
    }

    /// Where stdin, stdout or stderr is closed, the next file to be opened would take its place, and be written to.
    private static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Only to read, so that whoever writes hears of it.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    private static func end(_ command: any AsyncParsableCommand.Type, _ error: any Error) -> Never {
        let code = command.exitCode(for: error)
        // Help, versions and completion scripts are "errors" too.
        if code.isSuccess { command.exit(withError: error) }
        if !(error is ExitCode) {
            let hint = code == .validationFailure ? " (see \(name(of: command)) --help)" : ""
            complain(name(of: command), command.message(for: error) + hint)
        }
        exit(code.rawValue)
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? command._commandName
    }

    /// A logger to stderr, for what a program that runs and ends finds on its way.
    package static func logger(_ program: String) -> Logger {
        Logger(label: program, factory: { StreamLogHandler.standardError(label: $0) })
    }

    /// Writes one line to stderr: `PROGRAM: MESSAGE`.
    package static func complain(_ program: String, _ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        StandardError.write("\(program): \(line)\n")
    }
}
