/// Reads Stat Badger's JSON, `[{"NAME": {"value": VALUE, "units": "UNIT"}}, …]`, or a whole payload with that as its
/// `points`, and a `timestamp`.
///
/// Values of other kinds are passed over and counted; other keys are passed over. Half a text is refused as a whole.
struct BadgerJSON {
    private var text: JSONText
    private var line = PluginLine()

    /// What the text of one line says.
    static func parse(_ bytes: ArraySlice<UInt8>) throws(LineFault) -> PluginLine {
        var reader = BadgerJSON(text: JSONText(bytes))
        if reader.text.takes("[") { try reader.points() } else { try reader.payload() }
        guard reader.text.isAtEnd else { throw .badJSON }
        return reader.line
    }

    private mutating func payload() throws(LineFault) {
        var hasPoints = false
        var time: Double?
        guard text.takes("{") else { throw .badJSON }
        var key = try text.firstKey()
        while let name = key {
            if name == "points", text.takes("[") {
                hasPoints = true
                try points()
            } else if name == "timestamp" {
                time = try text.number()
            } else {
                try text.skipValue()
            }
            key = try text.nextKey()
        }
        guard hasPoints else { throw .noSample }
        for index in line.points.indices { line.points[index].time = time }
    }

    /// The list behind its `[`.
    private mutating func points() throws(LineFault) {
        guard !text.takes("]") else { return }
        repeat {
            if text.takes("{") {
                try point()
            } else {
                line.refused += 1
                try text.skipValue()
            }
        } while text.takes(",")
        guard text.takes("]") else { throw .badJSON }
    }

    /// The object behind its `{`; usually with one key, the name.
    private mutating func point() throws(LineFault) {
        var key = try text.firstKey()
        while let name = key {
            if text.takes("{") {
                try value(of: name)
            } else {
                line.refused += 1
                try text.skipValue()
            }
            key = try text.nextKey()
        }
    }

    private mutating func value(of name: String) throws(LineFault) {
        var value: Double?
        var unit = ""
        var key = try text.firstKey()
        while let field = key {
            switch field {
            case "value": value = try text.number()
            case "units" where text.isAtString: unit = try text.string()
            default: try text.skipValue()
            }
            key = try text.nextKey()
        }
        guard let value, let metric = PluginName.metric(name) else {
            line.refused += 1
            return
        }
        line.points.append(PluginPoint(name: metric, value: value, unit: Self.plain(unit)))
    }

    /// The unit, where it is the short word that it should be.
    private static func plain(_ unit: String) -> String {
        unit.utf8.count <= 32 && unit.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? unit : ""
    }
}
