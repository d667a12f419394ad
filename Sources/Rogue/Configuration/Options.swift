import YAML

/// The values that a mapping of the configuration file gives to its keys, read as their ``OptionKey`` says.
///
/// Of a key that is not there, or has another kind, every reader answers `nil`.
package struct Options: Hashable, Sendable {
    private var values: [String: Value] = [:]
    private var marks: [String: Mark] = [:]

    /// A value that was understood.
    enum Value: Hashable, Sendable {
        case flag(Bool)
        case integer(Int)
        case text(String)
        case texts([String])
        case patterns([MetricPattern])
        case expression(RegularExpression)
        case groups([Options])
    }

    /// None.
    package init() {}

    mutating func set(_ value: Value, for key: String, at mark: Mark) {
        values[key] = value
        marks[key] = mark
    }

    /// Where the value of a key is.
    func mark(of key: String) -> Mark? { marks[key] }
}

extension Options {
    /// The value of a key that is a truth value.
    package func flag(_ key: String) -> Bool? {
        if case .flag(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a whole number, or a length of time in seconds.
    package func integer(_ key: String) -> Int? {
        if case .integer(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a length of time.
    package func interval(_ key: String) -> Interval? {
        integer(key).map { Interval(seconds: $0) }
    }

    /// The value of a key that is a text, or one of some words.
    package func text(_ key: String) -> String? {
        if case .text(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a list of texts.
    package func texts(_ key: String) -> [String]? {
        if case .texts(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a list of patterns of metrics.
    package func patterns(_ key: String) -> [MetricPattern]? {
        if case .patterns(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a regular expression.
    package func expression(_ key: String) -> RegularExpression? {
        if case .expression(let value) = values[key] { value } else { nil }
    }

    /// The value of a key that is a list of mappings.
    package func groups(_ key: String) -> [Options]? {
        if case .groups(let value) = values[key] { value } else { nil }
    }
}
