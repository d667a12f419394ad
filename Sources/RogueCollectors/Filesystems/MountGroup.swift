import Dispatch
import Rogue

/// Mounted file systems that are asked for their room together, one after the other, by one look.
///
/// A thread for each would cost more than all the answers do. One that has to wait for a server is a group of its own, and
/// so is each of a group that did not answer in time.
struct MountGroup {
    let mounts: [Mount]
    /// Their places among all mounts.
    var places: [Int] = []
    let look: BackgroundLook<[Result<FilesystemSpace, any Error>]>

    /// Asks for the room of each with `ask`, and is late after `patience`.
    init(
        _ mounts: [Mount],
        patience: DispatchTimeInterval,
        ask: @escaping @Sendable (String) throws -> FilesystemSpace
    ) {
        self.mounts = mounts
        isRemote = mounts.contains(where: \.isRemote)
        let points = mounts.map(\.point)
        look = BackgroundLook(patience: patience) { points.map { point in Result { try ask(point) } } }
    }

    /// Whether a server, or a program, has to answer.
    let isRemote: Bool

    /// The places of the mounts of each group; those `alone` are groups of their own.
    static func grouping(_ mounts: [Mount], alone: Set<Mount>) -> [[Int]] {
        let single = mounts.indices.filter { mounts[$0].isRemote || alone.contains(mounts[$0]) }
        let others = mounts.indices.filter { !mounts[$0].isRemote && !alone.contains(mounts[$0]) }
        return (others.isEmpty ? [] : [others]) + single.map { [$0] }
    }
}
