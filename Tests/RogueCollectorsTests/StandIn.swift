import Foundation
import Rogue

@testable import RogueCollectors

/// What the kernel says of a machine of files, as far as it does not say it in a file.
enum StandIn {
    /// The room of the file system at a mount point.
    @Sendable static func space(_ point: String) throws -> FilesystemSpace {
        guard let space = spaces[point] else { throw ProcError(point, "no such stand-in") }
        return space
    }

    /// What the kernel once said of its sockets: the file `netlink/tcp` beside /proc.
    static func sockets(of machine: Machine) -> SocketSource {
        { states, _, body in
            let file = URL(filePath: machine.proc).deletingLastPathComponent().appending(path: "netlink/tcp")
            guard let bytes = try? [UInt8](Data(contentsOf: file)) else {
                throw ProcError("sock_diag", "there is none")
            }
            let isWhole = try NetlinkReply.read(bytes.span, sequence: 1) { socket in
                if states & (1 << UInt32(socket.state)) != 0 { body(socket) }
            }
            guard isWhole else { throw ProcError("sock_diag", "no end") }
        }
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
