package import Rogue

/// What containers and systemd services use, by their control groups; in a container, what it uses itself: `self`.
///
/// A container's tag is the first twelve digits of its number, as docker ps and podman ps show them.
package struct Containers: Collector {
    package static let name = "container"

    private let sys: FolderReader
    private let files: HierarchyFiles
    private let now: () -> Double
    private var samplers: [ControlGroup: ContainerSampler] = [:]

    /// Finds the hierarchy of control groups.
    package init(_ machine: Machine) throws {
        let start = ContinuousClock.now
        try self.init(machine) { (ContinuousClock.now - start) / .seconds(1) }
    }

    /// Takes the time, in seconds, from `now`.
    init(_ machine: Machine, now: @escaping () -> Double) throws {
        guard let hierarchy = Hierarchy(sys: machine.sys) else {
            throw ProcError(machine.sys + "/fs/cgroup", "no control groups are mounted")
        }
        sys = try FolderReader(machine.sys)
        files = try HierarchyFiles(hierarchy, sys: sys, proc: FolderReader(machine.proc))
        self.now = now
    }

    /// Appends what each group there is says.
    package mutating func collect(into readings: inout [Reading]) throws {
        let groups = files.hierarchy.groups(sys)
        let time = now()
        var later: [ControlGroup: ContainerSampler] = [:]
        for group in groups {
            var sampler = samplers[group] ?? ContainerSampler(group, files)
            sampler.collect(at: time, into: &readings)
            later[group] = sampler
        }
        samplers = later
    }
}
