import Foundation
import RogueTestSupport

/// What can be wrong with all files of a machine at once.
enum Damage: String, CaseIterable {
    case missing, empty, cut, binary

    func apply(to copy: FixtureCopy) throws {
        var random = SeededGenerator(seed: 7)
        for path in try copy.files() {
            let bytes = try copy.read(path)
            switch self {
            case .missing: try copy.remove(path)
            case .empty: try copy.write([], to: path)
            case .cut: try copy.write(Array(bytes.prefix(bytes.count * 2 / 3)), to: path)
            case .binary: try copy.write(bytes.map { _ in UInt8.random(in: 0...255, using: &random) }, to: path)
            }
        }
    }
}
