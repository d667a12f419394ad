/// A tick that a writer was given since the last look at the files.
struct WrittenTick: Hashable {
    let time: Int
    /// It is of the first so many series.
    let series: Int
    /// Whether it was acknowledged, and so has to be there; otherwise it may be.
    var isSure: Bool
}
