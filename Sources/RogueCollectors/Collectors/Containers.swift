package import Rogue

/// What containers use, by their control groups, and if asked for, systemd services; in a container, what it uses
/// itself: `self`.
///
/// A container's tag is the name that it has when it is first seen; where that may not be read, or another container has
/// it, the first twelve digits of its number, as docker ps and podman ps show them.
package struct Containers: Collector {
    package static let name = "container"
    package static let options = [OptionKey("services", .flag)]

    private let sys: FolderReader
    private let files: HierarchyFiles
    private let names: ContainerNames
    private let now: () -> Double
    private var samplers: [ControlGroup: ContainerSampler] = [:]

    /// Finds the hierarchy of control groups; of containers only.
    package init(_ machine: Machine) throws {
        try self.init(machine, services: false)
    }

    /// The same, and of systemd services, where the key `services` says so.
    package init(_ machine: Machine, _ options: Options) throws {
        try self.init(machine, services: options.flag("services") ?? false)
    }

    /// The same, and of systemd `services`, where that is asked for.
    package init(_ machine: Machine, services: Bool) throws {
        try self.init(machine, services: services, now: MonotonicClock.seconds)
    }

    /// The same with another clock: monotonic seconds.
    init(_ machine: Machine, services: Bool, now: @escaping () -> Double) throws {
        guard let hierarchy = Hierarchy(sys: machine.sys, services: services) else {
            throw ProcError(machine.sys + "/fs/cgroup", "no control groups are mounted")
        }
        sys = try FolderReader(machine.sys)
        files = try HierarchyFiles(hierarchy, sys: sys, proc: FolderReader(machine.proc))
        names = ContainerNames(machine)
        self.now = now
    }

    /// Appends what each group there is says.
    package mutating func collect(into readings: inout [Reading]) throws {
        let groups = files.hierarchy.groups(sys)
        let time = now()
        var later: [ControlGroup: ContainerSampler] = [:]
        for group in groups { later[group] = samplers[group] }
        for group in groups where later[group] == nil {
            later[group] = ContainerSampler(group, name: name(of: group, besides: later.values), files)
        }
        for group in groups { later[group]?.collect(at: time, into: &readings) }
        samplers = later
    }

    private func name(of group: ControlGroup, besides others: some Sequence<ContainerSampler>) -> String {
        guard let name = group.id.flatMap(names.name), !others.contains(where: { $0.name == name }) else {
            return group.name
        }
        return name
    }
}
