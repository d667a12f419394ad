/// A field of a row of comma-separated values: RFC 4180.
package enum CSVField {
    /// The text, in quotes where it has to be.
    package static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
