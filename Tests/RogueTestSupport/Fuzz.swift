import Foundation

/// A loop over inputs that are damaged at random: for `ROGUE_FUZZ_SECONDS` (1) each, from `ROGUE_FUZZ_SEED` on, which is
/// printed so that a failure can be had again.
package enum Fuzz {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["ROGUE_FUZZ_SECONDS"].flatMap(Double.init) ?? 1
    private static let seed = environment["ROGUE_FUZZ_SEED"].flatMap(UInt64.init) ?? .random(in: 0...999_999)

    /// Calls `round` until the time is over, and answers how often.
    package static func run(_ target: String, _ round: (inout SeededGenerator) throws -> Void) rethrows -> Int {
        print("\(target): ROGUE_FUZZ_SEED=\(seed)")
        var random = SeededGenerator(seed: seed)
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        var rounds = 0
        while rounds == 0 || ContinuousClock.now < end {
            try round(&random)
            rounds += 1
        }
        return rounds
    }
}
