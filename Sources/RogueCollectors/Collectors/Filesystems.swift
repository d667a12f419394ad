package import Dispatch
package import Rogue

/// How full the mounted file systems are, and whether they can be written to.
///
/// File systems are asked on other threads: one whose server is dead costs its own readings and nothing else.
package struct Filesystems: Collector {
    package static let name = "filesystem"
    package private(set) var complaint: (any Error)?

    private var table: MountTable
    /// In the order in which they were mounted.
    private var watched: [WatchedMount] = []
    private var groups: [MountGroup] = []
    /// Groups that are no more, and whose looks have not ended.
    private var abandoned: [MountGroup] = []
    /// Mounts that were in a group which did not answer in time.
    private var alone: Set<Mount> = []
    /// The groups that have been asked first in this look, where any have been.
    private var begun: Wave?
    /// What each of the mounts has answered in this look.
    private var answers: [Answer] = []

    /// Groups that are asked at a time.
    private struct Wave {
        let groups: ArraySlice<MountGroup>
        /// Which of them could be asked, so many others may hang.
        let allowed: [Bool]
        let deadline: DispatchTime
    }

    private enum Answer {
        case space(Result<FilesystemSpace, any Error>)
        case silence
        /// So many others hang.
        case notAsked
    }

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

    /// Asks the first file systems.
    package mutating func begin() throws {
        if try table.refresh() { watch(table.mounts) }
        abandoned.removeAll { !$0.look.isUnderWay }
        begun = start(groups.prefix(Self.wave))
    }

    /// Appends the room of each file system that answers in time.
    package mutating func collect(into readings: inout [Reading]) throws {
        if begun == nil { try begin() }
        var late = begun.map { take($0) } ?? []
        begun = nil
        late += ask(groups.dropFirst(Self.wave))
        if !late.isEmpty {
            // One of them hangs: the others have their answers all the same.
            alone.formUnion(late)
            watch(table.mounts)
            _ = ask(groups.filter { late.contains($0.mounts[0]) }[...])
        }
        append(to: &readings)
    }

    /// Keeps what is known of the groups that are still there.
    private mutating func watch(_ mounts: [Mount]) {
        if mounts != watched.map(\.mount) {
            watched = mounts.map(WatchedMount.init)
            answers = mounts.map { _ in .silence }
        }
        alone.formIntersection(mounts)
        var known = Dictionary(groups.map { ($0.mounts, $0) }) { $1 }
        groups = MountGroup.grouping(mounts, alone: alone).map { places in
            let members = places.map { mounts[$0] }
            var group = known.removeValue(forKey: members) ?? MountGroup(members, patience: patience, ask: ask)
            group.places = places
            return group
        }
        abandoned += known.values.filter(\.look.isUnderWay)
    }

    /// Asks groups, so many at a time; answers the mounts of those of several that did not answer.
    private mutating func ask(_ groups: ArraySlice<MountGroup>) -> [Mount] {
        var late: [Mount] = []
        var rest = groups
        while !rest.isEmpty {
            late += take(start(rest.prefix(Self.wave)))
            rest = rest.dropFirst(Self.wave)
        }
        return late
    }

    /// Starts the looks of groups, those that may be started.
    private func start(_ groups: ArraySlice<MountGroup>) -> Wave {
        let hanging = self.groups.count { $0.look.isUnderWay } + abandoned.count { $0.look.isUnderWay }
        let allowed = groups.map { hanging <= ($0.isRemote ? Self.hangingRemotes : Self.hanging) }
        for (group, isAllowed) in zip(groups, allowed) where isAllowed { group.look.start() }
        return Wave(groups: groups, allowed: allowed, deadline: .now() + patience)
    }

    private mutating func take(_ wave: Wave) -> [Mount] {
        var late: [Mount] = []
        for (group, isAllowed) in zip(wave.groups, wave.allowed) {
            // The look itself cannot fail: each of its answers may.
            if let spaces = try? group.look.take(by: wave.deadline)?.get() {
                for (place, space) in zip(group.places, spaces) { answers[place] = .space(space) }
            } else {
                for place in group.places { answers[place] = isAllowed ? .silence : .notAsked }
                if group.mounts.count > 1 { late += group.mounts }
            }
        }
        return late
    }

    private mutating func append(to readings: inout [Reading]) {
        var complaints = Complaints()
        for (mount, answer) in zip(watched, answers) {
            mount.appendFlag(to: &readings)
            switch answer {
            case .space(.success(let space)): mount.append(space, to: &readings)
            case .space(.failure(let error)): complaints.add("\(error)")
            case .silence: complaints.add(mount.mount.point + ": no answer")
            case .notAsked: complaints.add(mount.mount.point + ": not asked, so many others hang")
            }
        }
        complaint = complaints.orNone
    }
}
