/// How long to wait before a program that ended is started again: each time twice as long.
struct BackOff {
    let shortest: Double
    let longest: Double
    private var pause: Double

    /// From `shortest` seconds up to `longest`.
    init(shortest: Double, longest: Double) {
        self.shortest = shortest
        self.longest = longest
        pause = shortest
    }

    /// The seconds to wait after the program lived so long; a life longer than `calm` seconds starts the row anew.
    mutating func next(afterLiving life: Double, calm: Double) -> Double {
        if life >= calm { pause = shortest }
        defer { pause = min(longest, pause * 2) }
        return pause
    }
}
