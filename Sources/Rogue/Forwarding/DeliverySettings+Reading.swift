extension DeliverySettings {
    /// These, but for what a mapping of the configuration file says.
    func overridden(by options: Options) -> DeliverySettings {
        var settings = self
        settings.selection.include = options.patterns("include") ?? selection.include
        settings.selection.exclude = options.patterns("exclude") ?? selection.exclude
        settings.interval = options.interval("interval") ?? interval
        settings.maxAge = options.interval("max_age") ?? maxAge
        settings.rate = options.integer("rate") ?? rate
        settings.batch = options.integer("batch") ?? batch
        settings.coarse = options.flag("coarse") ?? coarse
        settings.retry = options.interval("retry") ?? retry
        return settings
    }

    /// Takes an item of a URL's query; answers what is wrong with it, or `nil`.
    ///
    /// Patterns add up where their item is there again; of all others, the last one holds.
    package mutating func take(_ key: String, _ text: String) -> String? {
        do {
            switch key {
            case "include": selection.include.append(try MetricPattern(text))
            case "exclude": selection.exclude.append(try MetricPattern(text))
            case "interval": interval = try Self.interval(text)
            case "max_age": maxAge = try Self.interval(text)
            case "retry": retry = try Self.interval(text)
            case "rate": rate = try Self.number(text, upTo: Self.highestRate)
            case "batch": batch = try Self.number(text, upTo: Self.largestBatch)
            case "coarse": coarse = try Self.flag(text)
            default: return "unknown key"
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Why a text is no value.
    private struct Complaint: Error, CustomStringConvertible {
        let description: String
    }

    private static func interval(_ text: String) throws -> Interval {
        guard let interval = Interval(text) else {
            throw Complaint(description: "'\(text)' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h")
        }
        return interval
    }

    private static func number(_ text: String, upTo limit: Int) throws -> Int {
        guard let number = Int(text), (1...limit).contains(number) else {
            throw Complaint(description: "'\(text)' is not a whole number from 1 to \(limit)")
        }
        return number
    }

    private static func flag(_ text: String) throws -> Bool {
        guard let flag = ["true": true, "1": true, "false": false, "0": false][text] else {
            throw Complaint(description: "'\(text)' is neither true nor false")
        }
        return flag
    }
}
