import Cyaml

/// libyaml at work on the text of one file.
struct EventParser: ~Copyable {
    private let file: String
    private let bytes: [UInt8]
    /// What libyaml reads: it keeps pointers to the text, and to itself.
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// The corresponding C function is `yaml_parser_initialize`.
    init(_ bytes: [UInt8], file: String) throws(YAMLError) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError(Mark(file: file), "out of memory")
        }
        text = .allocate(capacity: max(1, bytes.count))
        _ = text.update(fromContentsOf: bytes)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
        self.file = file
        self.bytes = bytes
        self.parser = parser
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The corresponding C function is `yaml_parser_parse`.
    mutating func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw error }
        defer { yaml_event_delete(&event) }
        return Event(event, file: file)
    }

    /// What libyaml says was wrong.
    private var error: YAMLError {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
        guard state.error != YAML_READER_ERROR else {
            return YAMLError(mark(atByte: Int(clamping: state.problem_offset)), problem)
        }
        let (mark, character) = place(Mark(state.problem_mark, file))
        guard character != "\t" else { return YAMLError(mark, "a tab cannot indent: use spaces") }
        guard let context = state.context.map({ String(cString: $0) }), !context.isEmpty else {
            return YAMLError(mark, problem)
        }
        let line = Int(clamping: state.context_mark.line) + 1
        return YAMLError(mark, problem + " " + context + (line < mark.line ? " that begins in line \(line)" : ""))
    }

    /// The place, and what is there: at the end of a file without a line break, libyaml is a line further on.
    private func place(_ mark: Mark) -> (Mark, Unicode.Scalar?) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let text = String(decoding: lines[min(mark.line, lines.count) - 1], as: UTF8.self).unicodeScalars
        guard mark.line <= lines.count else {
            return (Mark(file: file, line: lines.count, column: text.count + 1), nil)
        }
        return (mark, text.dropFirst(mark.column - 1).first)
    }

    private func mark(atByte offset: Int) -> Mark {
        let before = bytes.prefix(offset)
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.reduce(into: 1) { $0 += $1 == UInt8(ascii: "\n") ? 1 : 0 }
        let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
        return Mark(file: file, line: line, column: column)
    }
}
