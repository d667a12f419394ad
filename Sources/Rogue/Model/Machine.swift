/// Where a machine shows itself: the roots of its /proc and /sys.
package struct Machine: Hashable, Sendable {
    package let proc: String
    package let sys: String

    package init(proc: String = "/proc", sys: String = "/sys") {
        self.proc = proc
        self.sys = sys
    }
}
