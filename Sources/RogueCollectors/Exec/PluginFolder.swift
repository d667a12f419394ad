import Glibc
import Rogue

/// A folder as tcollector has it: programs in `0` run on, those in `60` are run each minute.
struct PluginFolder {
    let path: String
    /// How long a run may take; `nil` for as long as its interval.
    let timeout: Double?

    /// What is beyond is not run.
    private static let mostPrograms = 256

    /// Whether the folder can be read.
    var isThere: Bool { access(path, R_OK | X_OK) == 0 }

    /// The programs in it, in the order of interval and name.
    func programs() -> [PluginProgram] {
        guard let reader = try? FolderReader(path) else { return [] }
        let intervals = reader.names(".").compactMap { name in Self.interval(name).map { (name, $0) } }
        let found = intervals.sorted { $0.1 < $1.1 }.flatMap { name, interval in
            reader.names(name).compactMap { program(name + "/" + $0, interval) }
        }
        return Array(found.prefix(Self.mostPrograms))
    }

    /// The seconds that the name of a folder says; others, such as `etc` and `lib`, hold no programs.
    private static func interval(_ name: String) -> Int? {
        guard name.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(name),
            (0...Interval.longestBetweenSamples.seconds).contains(seconds)
        else { return nil }
        return seconds
    }

    private func program(_ name: String, _ interval: Int) -> PluginProgram? {
        let file = path + "/" + name
        var status = stat()
        guard name.split(separator: "/").last?.hasPrefix(".") == false, stat(file, &status) == 0,
            status.st_mode & S_IFMT == S_IFREG, access(file, X_OK) == 0
        else { return nil }
        return PluginProgram(
            name: name,
            command: [file],
            interval: interval == 0 ? nil : interval,
            timeout: timeout ?? Double(interval),
            version: .init(
                inode: UInt64(status.st_ino),
                size: Int(status.st_size),
                seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec
            )
        )
    }
}
