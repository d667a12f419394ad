import Glibc
import Rogue

extension Tormentor {
    private static let readers = 20

    /// Lets many processes read while one writes.
    mutating func readWhileWriting() throws {
        let command = [
            try Self.program("rogue-bench"), "read", "--prefix", victim.prefix.path, "--series", "\(Victim.series)",
        ]
        let readers = try (0..<Self.readers).map { try Child(command, files: "\(folder)/reader\($0)") }
        var settings = settings()
        settings.ticks = random.number(50...200)
        let writer = try start(settings)
        // It may complain of a file that was never free; its samples are in the journal still.
        guard try writer.child.wait() == 0 else {
            throw Difference("the writer fails: \(try writer.child.complaints())")
        }
        try victim.note(writer)
        for reader in readers {
            guard reader.isRunning else {
                throw Difference("a reader has ended: \(try reader.complaints())")
            }
            reader.signal(SIGKILL)
            _ = try reader.wait()
        }
        tally.hit(.storm, times: readers.count)
    }
}
