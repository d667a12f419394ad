import Rogue

/// A path with gaps for what a metric says: `{datacenter}.{region}.{host}.{name}.{tags}`.
///
/// `{name}` is the metric's name, `{host}` where it comes from, `{tags}` the values of all tags that have no gap of their
/// own; any other gap is the tag of that name. A part that comes out empty is left out. Without `{tags}`, its values are
/// the last parts: no tag is lost.
struct GraphiteTemplate: Hashable {
    /// What is between two dots.
    private let parts: [[Piece]]
    /// The tags with gaps of their own.
    private let placed: Set<String>

    private enum Piece: Hashable {
        case text(String)
        case gap(String)
    }

    private static let name = "name"
    private static let tags = "tags"

    /// `nil` where braces do not match, a gap has no name, or there is no gap for the metric's name.
    init?(_ text: String) {
        var parts: [[Piece]] = []
        for part in text.split(separator: ".") {
            guard let pieces = Self.pieces(part) else { return nil }
            parts.append(pieces)
        }
        let gaps = parts.joined().compactMap { if case .gap(let key) = $0 { key } else { nil } }
        guard gaps.contains(Self.name) else { return nil }
        if !gaps.contains(Self.tags) { parts.append([.gap(Self.tags)]) }
        self.parts = parts
        placed = Set(gaps)
    }

    private static func pieces(_ part: Substring) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = part
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else { return nil }
            let key = rest[rest.index(after: brace)..<end]
            guard !key.isEmpty, !key.contains("{") else { return nil }
            pieces += [.text(String(rest[..<brace])), .gap(String(key))]
            rest = rest[rest.index(after: end)...]
        }
        return pieces + [.text(String(rest))]
    }

    /// The metric's path; `labels` are the tags of all metrics.
    func path(of metric: MetricName, labels: [String: String]) -> [UInt8] {
        let parts = parts.map { part in part.reduce(into: [UInt8]()) { append($1, metric, labels, to: &$0) } }
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [UInt8(ascii: ".")]))
    }

    private func append(_ piece: Piece, _ metric: MetricName, _ labels: [String: String], to part: inout [UInt8]) {
        switch piece {
        case .text(let text): part.append(field: text, without: "/;")
        case .gap(Self.name): part += GraphiteName.of(metric)
        case .gap(Self.tags):
            let values = metric.tags.filter { !placed.contains($0.key) && !$0.value.isEmpty }.map(\.value)
            part += values.map(Self.escaped).joined(separator: [UInt8(ascii: ".")])
        case .gap(let key):
            if let tag = metric.tags.first(where: { $0.key == key }) {
                part += Self.escaped(tag.value)
            } else {
                part.append(field: labels[key] ?? "", without: "./;")
            }
        }
    }

    private static func escaped(_ value: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(escaping: value, without: "." + GraphiteName.meaningful)
        return bytes
    }
}
