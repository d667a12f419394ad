import Glibc
package import Rogue

/// How long tasks waited for processors, memory, disks and interrupts: pressure stall information, /proc/pressure.
package struct Pressure: Collector {
    package static let name = "pressure"

    private var files: [PressureFile]

    /// Opens the sources that the kernel has, of which there has to be one.
    package init(_ machine: Machine) throws {
        files = ["cpu", "memory", "io", "irq"].compactMap { try? PressureFile($0, proc: machine.proc) }
        // The kernel is older than 4.20, or made or started without.
        guard !files.isEmpty else { throw ProcError(cannotRead: machine.proc + "/pressure", errno: ENOENT) }
    }

    /// Appends what each file says; one that fails is left out, unless all do.
    package mutating func collect(into readings: inout [Reading]) throws {
        var failures: [ProcError] = []
        for index in files.indices {
            do throws(ProcError) {
                try files[index].read(into: &readings)
            } catch {
                failures.append(error)
            }
        }
        if let failure = failures.first, failures.count == files.count { throw failure }
    }
}
