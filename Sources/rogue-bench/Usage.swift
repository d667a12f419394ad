import Glibc

/// What this process has used up to now.
struct Usage {
    let cpuSeconds: Double
    /// What it caused to be written to disks: `write_bytes` of /proc/self/io.
    let bytesWritten: Int

    static var now: Usage {
        var usage = rusage()
        getrusage(CInt(RUSAGE_SELF.rawValue), &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let rest = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        return Usage(cpuSeconds: seconds + rest, bytesWritten: number(after: "write_bytes:", in: "/proc/self/io"))
    }

    /// What it used since then.
    func since(_ earlier: Usage) -> Usage {
        Usage(cpuSeconds: cpuSeconds - earlier.cpuSeconds, bytesWritten: bytesWritten - earlier.bytesWritten)
    }

    /// The memory that the process holds now.
    static var residentMegabytes: Double { Double(number(after: "VmRSS:", in: "/proc/self/status")) / 1024 }

    private static func number(after key: String, in path: String) -> Int {
        guard let file = fopen(path, "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, CInt(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix(key) else { continue }
            return text.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }
}
