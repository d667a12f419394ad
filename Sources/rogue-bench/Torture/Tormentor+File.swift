import Glibc
import Rogue

extension Tormentor {
    /// A file that was damaged.
    private struct Damaged {
        let series: Int
        let damage: FileDamage
        let bytes: [UInt8]
    }

    /// Damages files between two writers, the first of which is killed or has ended.
    mutating func damageFiles() throws {
        var first = settings()
        if random.oneIn(2) {
            first.ticks = random.number(1...50)
            try write(first)
        } else {
            try kill(try start(first))
        }
        let damaged = try (0..<random.number(1...3)).map { _ in random.number(0...Victim.series - 1) }
            .reduce(into: Set<Int>()) { $0.insert($1) }.sorted().map { try damage($0) }
        let before = victim.clock
        let missing = damaged.count { $0.damage.isRefused }
        var second = settings()
        (second.series, second.ticks) = (Victim.series, random.number(5...100))
        let writer = try start(second)
        guard try writer.child.wait() == 0 else {
            throw Difference("the writer fails: \(try writer.child.complaints())")
        }
        try victim.note(writer, missing: missing)
        for file in damaged { try inspect(file, try writer.child.complaints()) }
        for file in damaged { victim.forget(file.series, through: file.damage.isRefused ? victim.clock : before) }
        for name in Bytes.names(in: victim.prefix.path) where name.contains(".corrupt-") {
            unlink(victim.prefix.file(name))
        }
        tally.hit(.file, times: damaged.count)
        // So that each has a file again.
        try write(Writer.Settings(batch: 1, series: Victim.series, ticks: 5))
    }

    private mutating func damage(_ series: Int) throws -> Damaged {
        let damage = FileDamage.allCases.randomElement(using: &random) ?? .empty
        let path = victim.path(of: series)
        let bytes = damage.damaged(try Bytes.read(path) ?? [], &random)
        // Half of them in place, half as another file at the same path.
        if random.oneIn(2) { unlink(path) }
        try Bytes.write(bytes, to: path)
        return Damaged(series: series, damage: damage, bytes: bytes)
    }

    /// A damaged file is moved aside, whole, and said; one that is another's is named, left alone, and removed here.
    private func inspect(_ file: Damaged, _ complaints: String) throws {
        let path = victim.path(of: file.series)
        guard complaints.contains(path) else {
            throw Difference("\(path), damaged (\(file.damage)), is not named in: \(complaints)")
        }
        let name = path.split(separator: "/").last ?? ""
        let places =
            file.damage.isRefused
            ? [path]
            : Bytes.names(in: victim.prefix.path).filter { $0.hasPrefix(name + ".corrupt-") }.map(victim.prefix.file)
        guard try places.contains(where: { try Bytes.read($0) == file.bytes }) else {
            throw Difference("\(path), damaged (\(file.damage)), is not in \(places)")
        }
        if file.damage.isRefused { unlink(path) }
    }
}
