/// Where a machine shows itself: the roots of its /proc, /sys and /run.
package struct Machine: Hashable, Sendable {
    package let proc: String
    package let sys: String
    package let run: String

    package init(proc: String = "/proc", sys: String = "/sys", run: String = "/run") {
        self.proc = proc
        self.sys = sys
        self.run = run
    }
}
