import Glibc
import Rogue

/// Prints samples as the original did.
enum SamplePrinter {
    /// `CPUPercent 1795219680 17.5`, at once.
    @Sendable
    static func print(_ reading: Reading, _ time: Timestamp) {
        Swift.print(reading.metric.name, time, reading.value)
        fflush(nil)
    }
}
