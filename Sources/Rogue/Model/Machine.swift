/// Where a machine shows itself: the roots of its /proc, /sys, /run and /var/lib, and what programs of ours leave there.
package struct Machine: Sendable {
    package let proc: String
    package let sys: String
    package let run: String
    package let lib: String
    /// The folder of state files such as `keys.state`; `nil` where there is none.
    package var state: String?
    /// What the agent that looks at it does itself.
    package var figures = AgentFigures()

    package init(
        proc: String = "/proc",
        sys: String = "/sys",
        run: String = "/run",
        lib: String = "/var/lib",
        state: String? = nil
    ) {
        self.proc = proc
        self.sys = sys
        self.run = run
        self.lib = lib
        self.state = state
    }
}
