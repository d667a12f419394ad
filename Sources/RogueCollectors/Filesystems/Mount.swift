/// A line of /proc/self/mountinfo, as proc_pid_mountinfo(5) describes it.
struct Mount: Hashable, Sendable {
    /// Its number, which another mount may get after it is gone.
    let id: UInt64
    /// `major:minor`, the same for all mounts of a file system.
    let device: String
    let point: String
    let type: String
    let isReadOnly: Bool

    /// Whether a server, or a program, has to answer for it: such mounts hang.
    var isRemote: Bool { Self.remote.contains(type) || type == "fuse" || type.hasPrefix("fuse.") }

    /// Whether it holds data, and not what the kernel makes up; and whether a look at it leaves it as it is, which a look
    /// at an automount point does not.
    var isReal: Bool {
        // Each container has one, with the numbers of the file system below; a container's own root is another thing.
        if type == "overlay" { return point == "/" }
        return !Self.unreal.contains(type)
    }

    private static let remote: Set = [
        "9p", "afs", "beegfs", "ceph", "cifs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2",
        "orangefs",
        "pvfs2", "smb3", "smbfs", "virtiofs",
    ]
    private static let unreal: Set = [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs",
        "erofs", "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "fusectl", "hugetlbfs", "iso9660", "mqueue", "nsfs",
        "proc",
        "pstore", "ramfs", "rpc_pipefs", "securityfs", "selinuxfs", "squashfs", "sysfs", "tracefs",
    ]
}

extension Mount {
    /// Reads a line, which has to be whole; `nil` where it is not one.
    ///
    /// `36 35 98:0 /root /mnt/point rw,noatime master:1 - ext3 /dev/sda rw,errors=continue`, with any number of optional
    /// fields before the hyphen.
    init?(_ text: inout ByteScanner) {
        guard
            let id = text.number(), text.number() != nil, let device = Self.field(&text),
            text.word() != nil, let point = Self.field(&text),
            let options = Self.field(&text), Self.skipOptionalFields(&text),
            let type = Self.field(&text), text.word() != nil,
            let superOptions = Self.field(&text), text.nextLine()
        else { return nil }
        self.id = id
        self.device = device
        self.point = point
        self.type = type
        isReadOnly = Self.isReadOnly(options) || Self.isReadOnly(superOptions)
    }

    private static func skipOptionalFields(_ text: inout ByteScanner) -> Bool {
        while let word = text.word() {
            if word.count == 1, word[0] == UInt8(ascii: "-") { return true }
        }
        return false
    }

    private static func isReadOnly(_ options: String) -> Bool {
        options.split(separator: ",").contains("ro")
    }

    private static func field(_ text: inout ByteScanner) -> String? {
        guard let word = text.word() else { return nil }
        return String(decoding: InstanceName.unescaped(word), as: UTF8.self)
    }
}
