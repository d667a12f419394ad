/// Where a machine shows itself: the roots of its /proc, /sys and /run, and what other programs of ours leave there.
package struct Machine: Sendable {
    package let proc: String
    package let sys: String
    package let run: String
    /// The folder of state files such as `keys.state`; `nil` where there is none.
    package var state: String?
    /// What the agent that looks at it does itself.
    package var figures = AgentFigures()

    package init(proc: String = "/proc", sys: String = "/sys", run: String = "/run", state: String? = nil) {
        self.proc = proc
        self.sys = sys
        self.run = run
        self.state = state
    }
}
