import Foundation
import Rogue
import Testing

@testable import RogueCollectors

/// A collector as the golden and fuzz tests make it: what is no file is stood in for.
struct Subject: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable (FixtureCopy) throws -> any Collector

    var testDescription: String { name }

    static let all = [filesystem, netstat, sockets, process, container]

    static let filesystem = Subject(name: "filesystem") { copy in
        // The patience is endless for all that a test can tell: nothing here hangs.
        try Filesystems(copy.machine, patience: .seconds(600)) { point in
            guard let space = spaces[point] else { throw ProcError(point, "no such stand-in") }
            return space
        }
    }

    static let netstat = Subject(name: "netstat") { try Netstat($0.machine) }

    static let sockets = Subject(name: "sockets") { copy in try Sockets(copy.machine, source: copy.sockets) }

    static let container = Subject(name: "container") { copy in
        try copy.makeLinks()
        // Two seconds pass between two looks.
        var time = 0.0
        return try Containers(copy.machine) {
            time += 2
            return time
        }
    }

    static let process = Subject(name: "process") { copy in
        let groups = [
            ProcessGroup(name: "web", pattern: "^nginx"), ProcessGroup(name: "work", pattern: "worker[.]py"),
            ProcessGroup(name: "odd", pattern: "[)] [(]b"), ProcessGroup(name: "none", pattern: "^there is no such$"),
        ]
        try copy.makeLinks()
        return try Processes(copy.machine, groups: groups, top: 2, source: copy.sockets)
    }

    private static let spaces = [
        "/": space(blocks: 1_000, free: 400, available: 350, inodes: 500, freeInodes: 125),
        "/home": space(blocks: 1 << 40, free: 1 << 39, available: 1 << 39, inodes: 1 << 33, freeInodes: 1 << 32),
        "/boot": space(blocks: 10, free: 0, available: 0, inodes: 10, freeInodes: 0),
        "/run": space(blocks: 100, free: 100, available: 100, inodes: 100, freeInodes: 99),
        "/backup": space(blocks: 7, free: 7, available: 7, inodes: 7, freeInodes: 7),
        // FAT has no inodes, and btrfs counts none.
        "/mnt/USB stick\\a": space(blocks: 100, free: 25, available: 25, inodes: 0, freeInodes: 0),
        "/mnt/data": space(blocks: 100, free: 50, available: 40, inodes: 0, freeInodes: 0),
        // Numbers that cannot be are no numbers.
        "/mnt/nfs": space(blocks: 10, free: 20, available: 20, inodes: 10, freeInodes: .max),
        "/mnt/hidden": space(blocks: 0, free: 0, available: 0, inodes: 3, freeInodes: 1),
        "/dev": space(blocks: 16, free: 16, available: 16, inodes: 4, freeInodes: 2),
    ]

    private static func space(
        blocks: UInt64,
        free: UInt64,
        available: UInt64,
        inodes: UInt64,
        freeInodes: UInt64
    ) -> FilesystemSpace {
        FilesystemSpace(
            fragment: 4_096,
            blocks: blocks,
            free: free,
            available: available,
            inodes: inodes,
            freeInodes: freeInodes,
            availableInodes: freeInodes
        )
    }
}

extension FixtureCopy {
    /// What the kernel once said of its sockets.
    func sockets(_ states: UInt32, _ withInfo: Bool, _ body: (TCPSocket) -> Void) throws {
        guard let bytes = try? read("netlink/tcp") else { throw ProcError("sock_diag", "there is none") }
        let isWhole = try NetlinkReply.read(bytes.span, sequence: 1) { socket in
            if states & (1 << UInt32(socket.state)) != 0 { body(socket) }
        }
        guard isWhole else { throw ProcError("sock_diag", "no end") }
    }
}
