import Foundation
import RogueTestSupport

/// A tmpfs of a few megabytes, gone with its last reference.
///
/// Needs root.
final class SmallDisk {
    private let folder: TemporaryDirectory
    var path: String { folder.path }

    init(bytes: Int) throws {
        folder = try TemporaryDirectory()
        let result = try Program.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", folder.path])
        guard result.status == 0 else { throw Rrdtool.Failure(description: "cannot mount a tmpfs: \(result.errors)") }
    }

    deinit {
        // Lazily: what still has a file open there shall not keep it.
        _ = try? Program.run("/bin/umount", ["-l", folder.path])
    }

    /// Takes all the space that there is.
    func fill() throws {
        let script = "cat /dev/zero >filler 2>/dev/null; true"
        _ = try Program.run("/bin/bash", ["-c", script], directory: path)
    }

    /// Gives the space back.
    func empty() throws {
        try FileManager.default.removeItem(atPath: folder.file("filler"))
    }
}
