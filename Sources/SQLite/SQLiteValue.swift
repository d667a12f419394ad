/// A value for a parameter of a statement.
package enum SQLiteValue: Hashable, Sendable {
    case integer(Int)
    case text(String)
    case blob([UInt8])
}
