import Rogue

/// How many whole physical disks there are: /proc/partitions, which leaves out drives without a medium.
struct PhysicalDisks {
    private let partitions: OptionalFile
    private var devices: BlockDevices?

    init(_ machine: Machine) {
        partitions = OptionalFile(machine.proc + "/partitions")
        devices = try? BlockDevices(sys: machine.sys)
    }

    /// How many there are, where the machine says so.
    mutating func count() -> Int? {
        // The devices are kept in a value that `self` is free of.
        guard var devices else { return nil }
        defer { self.devices = devices }
        return try? partitions.read { text throws(ProcError) in
            guard text.skip("major "), text.nextLine(), text.skip("\n") else { return nil }
            var (disks, line) = (0, 0)
            while !text.isAtEnd {
                guard text.number() != nil, text.number() != nil, text.number() != nil, let name = text.word(),
                    let isPhysical = try devices.isPhysical(name, at: line), text.nextLine()
                else { return nil }
                disks += isPhysical ? 1 : 0
                line += 1
            }
            return disks
        }
    }
}
