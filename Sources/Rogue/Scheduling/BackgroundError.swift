/// A collector in the background has not answered in time.
struct BackgroundError: Error, Hashable, CustomStringConvertible {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    var description: String { "\(name) has not answered in time" }
}
