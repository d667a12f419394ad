import Rogue

/// tcollector's rule for values that stay as they are.
enum Deduplication {
    /// The samples without those of a series whose value is the same as the last that was kept, for so many seconds.
    ///
    /// Where a value changes, the last sample before is kept too, so that no line between two points becomes a slope; so
    /// is the last sample of each series: nothing is held back for another time.
    static func thinned(_ samples: ArraySlice<Sample>, seconds: Int) -> ArraySlice<Sample> {
        var kept: [Sample] = []
        var held: Sample?
        for sample in samples where sample.value.isFinite {
            if let last = kept.last, last.metric == sample.metric {
                if last.value == sample.value, sample.time - last.time < seconds {
                    held = sample
                    continue
                }
                // Where the time is up, the sample itself is the proof that nothing has changed.
                if let held, last.value != sample.value { kept.append(held) }
            } else if let held {
                kept.append(held)
            }
            held = nil
            kept.append(sample)
        }
        if let held { kept.append(held) }
        return kept[...]
    }
}
