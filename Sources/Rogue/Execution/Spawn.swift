package import Glibc

/// Starts programs by posix_spawn(3): no code of ours runs between fork and exec.
package enum Spawn {
    /// What a program gets of our own environment: what it needs to run, and no secrets.
    private static let variables = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "LANG", "LC_ALL", "TMPDIR"]

    /// Starts a program in a new process group, with no other descriptor than these.
    ///
    /// Without an input its stdin is empty.
    package static func start(
        _ command: [String],
        input: CInt? = nil,
        output: CInt,
        errors: CInt
    ) throws(ExecError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        closeOthers(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)
        posix_spawnattr_setpgroup(&attributes, 0)

        let program = command.first ?? ""
        let environment = variables.compactMap { (name: String) in
            getenv(name).map { value in name + "=" + String(cString: value) }
        }
        let texts = [command, environment].map { $0.map { strdup($0) } + [nil] }
        defer { for text in texts.joined() { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, program, &actions, &attributes, texts[0], texts[1])
        guard code == 0 else { throw ExecError("start \(program)", code) }
        return pid
    }

    /// Closes whatever some library opened without O_CLOEXEC, where the system can: glibc from 2.34 on.
    ///
    /// The child does it, after the fork: a list of /proc/self/fd made here would miss what another thread opens meanwhile.
    /// It is not among what Swift sees of glibc, and a call by name would not start on an older one. What `dlsym` finds has
    /// no type: the cast gives it that of spawn.h.
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
        typealias AddCloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: AddCloseFrom.self)(&actions, STDERR_FILENO + 1)
    }

    /// Every signal as it is at first: our programs ignore SIGPIPE, and threads of Dispatch have some blocked.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}
