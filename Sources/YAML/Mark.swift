/// A place in a file, as editors count: the first character is in line 1, column 1.
package struct Mark: Hashable, Sendable {
    /// The path of the file, as it was given.
    package let file: String
    /// 0 where the whole file is meant.
    package let line: Int
    /// Counted in characters, not bytes.
    package let column: Int

    /// The file as a whole, unless a line is given.
    package init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place so many characters further on in the line.
    package func advanced(by characters: Int) -> Mark {
        Mark(file: file, line: line, column: column + characters)
    }
}

extension Mark: CustomStringConvertible {
    /// `rogue.yaml:12:3`, or `rogue.yaml`.
    package var description: String { line == 0 ? file : "\(file):\(line):\(column)" }
}
