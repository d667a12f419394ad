/// Something that tells readings: a collector, or a plug-in.
package protocol ReadingSource {
    /// Sets going, on other threads, what ``collect(into:)`` would else wait for: all sources begin before the first of
    /// them is asked.
    mutating func begin() throws

    /// Appends what it says now; a metric without a value is left out.
    mutating func collect(into readings: inout [Reading]) throws

    /// What went wrong in the last look and spoiled only some of its readings; logged like what is thrown.
    var complaint: (any Error)? { get }
}

extension ReadingSource {
    package mutating func begin() {}
    package var complaint: (any Error)? { nil }
}
