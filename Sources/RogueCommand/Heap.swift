import Cmalloc

/// How this process gets its memory from the system: malloc(3).
package enum Heap {
    /// Has all threads share one heap, which suits a program that seldom uses two at once and runs for months: each thread's
    /// own would keep some hundred kilobytes that are free.
    ///
    /// The corresponding C function is `mallopt` with `M_ARENA_MAX`: mallopt(3).
    package static func share() {
        mallopt(M_ARENA_MAX, 1)
    }
}
