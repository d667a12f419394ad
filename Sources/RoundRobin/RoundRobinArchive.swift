/// One archive of an RRD file: so many rows, each made of so many steps.
package struct RoundRobinArchive: Hashable, Sendable {
    /// How the steps of a row become one value: rrdcreate(1), "consolidation function".
    package enum Function: String, Hashable, Sendable {
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
    var definition: String { "RRA:\(function.rawValue):0.5:\(stepsPerRow):\(rows)" }
}
