/// What follows `some` or `full` in a file of /proc/pressure: `avg10=0.12 avg60=0.05 avg300=0.01 total=157622151`.
struct PressureLine {
    /// Of 10, 60 and 300 seconds, in percent.
    private(set) var averages = InlineArray<3, Double>(repeating: 0)
    /// In microseconds.
    private(set) var total: UInt64 = 0

    /// Reads the rest of the line, if it is whole.
    init?(_ text: inout ByteScanner) {
        guard text.skip("avg10="), let short = text.decimal(), text.skip(" avg60="), let middle = text.decimal(),
            text.skip(" avg300="), let long = text.decimal(), text.skip(" total="), let total = text.number(),
            text.skip("\n"), max(short, middle, long) <= 100
        else { return nil }
        averages = [short, middle, long]
        self.total = total
    }
}
