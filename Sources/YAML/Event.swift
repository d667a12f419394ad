import Cyaml

/// What libyaml finds next in a file.
struct Event {
    let kind: Kind
    let mark: Mark
    /// What Rogue's files do without, such as an anchor; `nil` where there is nothing of the kind.
    let refusal: String?

    enum Kind {
        case scalar(Scalar)
        case alias
        case sequenceStart
        case mappingStart
        case documentStart
        case streamEnd
        /// The end of what began before, or the start of all.
        case boundary
    }

    /// Copies what libyaml's event says; the event is still to be deleted.
    init(_ event: yaml_event_t, file: String) {
        mark = Mark(event.start_mark, file)
        switch event.type {
        case YAML_SCALAR_EVENT:
            kind = .scalar(Scalar(event, file: file))
            refusal = Self.refusal(event.data.scalar.anchor, event.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            refusal = Self.refusal(event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            refusal = Self.refusal(event.data.mapping_start.anchor, event.data.mapping_start.tag)
        case YAML_ALIAS_EVENT:
            kind = .alias
            refusal = "aliases (*name) are not supported: write the value out"
        case YAML_DOCUMENT_START_EVENT: (kind, refusal) = (.documentStart, nil)
        case YAML_STREAM_END_EVENT: (kind, refusal) = (.streamEnd, nil)
        default: (kind, refusal) = (.boundary, nil)
        }
    }

    private static func refusal(_ anchor: UnsafePointer<UInt8>?, _ tag: UnsafePointer<UInt8>?) -> String? {
        if anchor != nil { return "anchors (&name) are not supported" }
        return tag == nil ? nil : "types (!name) are not supported: a text that looks like something else is quoted"
    }
}

extension Mark {
    /// libyaml counts from 0.
    init(_ mark: yaml_mark_t, _ file: String) {
        self.init(file: file, line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}

extension Scalar {
    fileprivate init(_ event: yaml_event_t, file: String) {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.value == nil ? 0 : scalar.length)
        let text = String(decoding: bytes, as: UTF8.self)
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        let (start, end) = (event.start_mark, event.end_mark)
        // A quote on either side; each escape and each folded line would make the text shorter than its place.
        let quotes = isPlain ? 0 : 2
        let isVerbatim =
            start.line == end.line
            && Int(clamping: end.column) - Int(clamping: start.column) == text.unicodeScalars.count + quotes
        self.init(text, isPlain: isPlain, start: isVerbatim ? Mark(start, file).advanced(by: quotes / 2) : nil)
    }
}
