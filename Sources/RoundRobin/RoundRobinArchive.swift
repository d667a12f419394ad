/// One archive of an RRD file: so many rows, each made of so many steps.
package struct RoundRobinArchive: Hashable, Sendable {
    /// How the steps of a row become one value: rrdcreate(1), "consolidation function".
    package enum Function: String, CaseIterable, Hashable, Sendable {
        case average = "AVERAGE"
        case minimum = "MIN"
        case maximum = "MAX"
        case last = "LAST"
    }

    package var function: Function
    package var stepsPerRow: Int
    package var rows: Int

    package init(function: Function = .average, stepsPerRow: Int, rows: Int) {
        self.function = function
        self.stepsPerRow = stepsPerRow
        self.rows = rows
    }

    /// `RRA:AVERAGE:0.5:1:4032`: a row is known where at least half of its steps are.
    package var definition: String { "RRA:\(function.rawValue):0.5:\(stepsPerRow):\(rows)" }

    /// The archive of a ``definition``; `nil` where it is none.
    package init?(definition: some StringProtocol) {
        let fields = definition.split(separator: ":")
        guard fields.count == 5, fields[0] == "RRA", let function = Function(rawValue: String(fields[1])),
            let stepsPerRow = Int(fields[3]), let rows = Int(fields[4]), stepsPerRow > 0, rows > 0
        else { return nil }
        self.init(function: function, stepsPerRow: stepsPerRow, rows: rows)
    }
}
