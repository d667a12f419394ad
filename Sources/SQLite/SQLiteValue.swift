/// A value for a parameter of a statement.
package enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int)
    case text(String)

    /// An integer, or NULL.
    package static func optional(_ value: Int?) -> SQLiteValue { value.map { .integer($0) } ?? .null }
}
