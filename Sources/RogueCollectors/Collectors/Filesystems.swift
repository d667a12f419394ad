package import Dispatch
package import Rogue

/// How full the mounted file systems are, and whether they can be written to.
///
/// A file system is asked on a thread of its own: one whose server is dead costs its own readings and nothing else.
package struct Filesystems: Collector {
    package static let name = "filesystem"
    package private(set) var complaint: (any Error)?

    private var table: MountTable
    private var watched: [WatchedMount] = []
    /// Looks that have not ended at mounts that are gone.
    private var abandoned: [WatchedMount] = []
    private let patience: DispatchTimeInterval
    private let ask: @Sendable (String) throws -> FilesystemSpace

    /// So many are asked at a time.
    private static let wave = 16
    /// While so many looks hang, no further remote, or no further file system at all, is asked: 64 threads are the most.
    private static let hangingRemotes = 32
    private static let hanging = 48

    /// Opens the list of mounts.
    package init(_ machine: Machine) throws {
        try self.init(machine, patience: .milliseconds(250), ask: FilesystemSpace.ask)
    }

    /// Asks each mount point with `ask`, and waits for the answers no longer than `patience`.
    package init(
        _ machine: Machine,
        patience: DispatchTimeInterval,
        ask: @escaping @Sendable (String) throws -> FilesystemSpace
    ) throws {
        table = try MountTable(machine.proc + "/self/mountinfo")
        self.patience = patience
        self.ask = ask
    }

    /// Appends the room of each file system that answers in time.
    package mutating func collect(into readings: inout [Reading]) throws {
        if try table.refresh() { watch(table.mounts) }
        abandoned.removeAll { !$0.look.isUnderWay }
        var complaints = Complaints()
        for first in stride(from: 0, to: watched.count, by: Self.wave) {
            take(watched[first..<min(first + Self.wave, watched.count)], &readings, &complaints)
        }
        complaint = complaints.orNone
    }

    /// Keeps what is known of the mounts that are still there.
    private mutating func watch(_ mounts: [Mount]) {
        var known = Dictionary(watched.map { ($0.mount, $0) }) { $1 }
        watched = mounts.map { known.removeValue(forKey: $0) ?? WatchedMount($0, patience: patience, ask: ask) }
        abandoned += known.values.filter(\.look.isUnderWay)
    }

    private func take(_ wave: ArraySlice<WatchedMount>, _ readings: inout [Reading], _ complaints: inout Complaints) {
        let hanging = (watched + abandoned).count { $0.look.isUnderWay }
        let allowed = wave.map { hanging <= ($0.mount.isRemote ? Self.hangingRemotes : Self.hanging) }
        for (mount, isAllowed) in zip(wave, allowed) where isAllowed { mount.look.start() }
        let deadline = DispatchTime.now() + patience
        for (mount, isAllowed) in zip(wave, allowed) {
            mount.appendFlag(to: &readings)
            do {
                if let space = try mount.look.take(by: deadline)?.get() {
                    mount.append(space, to: &readings)
                } else {
                    complaints.add(mount.mount.point + (isAllowed ? ": no answer" : ": not asked, so many others hang"))
                }
            } catch {
                complaints.add("\(error)")
            }
        }
    }
}
