import Glibc
import Rogue

extension Tormentor {
    /// Fills the file system while a writer is at work, and makes room again; now and then a file is to be made meanwhile.
    mutating func fillDisk() throws {
        var settings = settings()
        settings.series = Victim.series
        let writer = try start(settings)
        let filler = victim.prefix.file("filler")
        writer.waitForFirstTick()
        var removed: [(series: Int, latest: Int)] = []
        for _ in 0..<random.number(1...4) {
            usleep(useconds_t(random.number(0...20_000)))
            try fill(filler, butFor: random.number(0...20) * 4_096)
            tally.hit(.space)
            let (isRemoved, series) = (random.oneIn(3), random.number(0...Victim.series - 1))
            if isRemoved {
                unlink(victim.path(of: series))
                removed.append((series, try writer.acknowledged().last?.time ?? writer.start))
            }
            usleep(useconds_t(random.number(0...50_000)))
            unlink(filler)
        }
        usleep(useconds_t(random.number(0...20_000)))
        writer.child.signal(SIGTERM)
        guard try writer.child.wait() == 0 else {
            throw Difference("the writer fails: \(try writer.child.complaints())")
        }
        try victim.note(writer)
        for file in removed { victim.forget(file.series, through: file.latest + 2) }
    }

    /// Takes all space of the file system but for some.
    private func fill(_ path: String, butFor spare: Int) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0x5a, count: 4_096)
        var size = 0
        while Glibc.write(descriptor, block, block.count) == block.count { size += block.count }
        ftruncate(descriptor, max(0, size - spare))
    }
}
