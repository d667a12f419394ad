import YAML

/// All that is wrong with a configuration.
package struct ConfigurationErrors: Error, Hashable, CustomStringConvertible {
    /// `rogue.yaml:12:3: unknown key 'intervall': did you mean 'interval'?`, in the order of the files.
    package let lines: [String]

    /// The most mistakes that are told.
    private static let most = 100

    init(_ mistakes: [YAMLError]) {
        let more = mistakes.count - Self.most
        // What comes from the system may have line breaks in it.
        let lines = mistakes.prefix(Self.most).map { mistake in
            mistake.description.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        self.lines = more > 0 ? lines + ["… and \(more) more mistakes"] : lines
    }

    /// All lines.
    package var description: String { lines.joined(separator: "\n") }
}
