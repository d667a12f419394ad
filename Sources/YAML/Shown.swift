extension String {
    /// The longest text that a message repeats, in characters.
    private static let longestShown = 60

    /// The text in quotes for a message: in one line, and cut, visibly, where it is long.
    package var shown: String {
        let line = unicodeScalars.prefix(Self.longestShown).map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isWhitespace ? " " : Character(scalar)
        }
        return "'" + String(line) + (unicodeScalars.count > Self.longestShown ? "…'" : "'")
    }
}
