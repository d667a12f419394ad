/// How large a file may be: what lies beyond is no configuration, but a mistake or an attack.
package enum Limits {
    /// The most bytes of a file.
    package static let bytes = 1_000_000
    /// The most texts, lists and mappings of a file, keys among them.
    package static let nodes = 100_000
    /// The most lists and mappings within one another.
    package static let depth = 32
}
