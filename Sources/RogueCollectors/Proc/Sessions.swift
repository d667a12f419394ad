import Glibc

/// Who is logged in: utmp(5), an array of records, where the machine keeps one.
struct Sessions {
    private let utmp: OptionalFile

    init(run: String) {
        utmp = OptionalFile(run + "/utmp")
    }

    /// How many logins there are now, at terminals and from elsewhere.
    func count() -> Int? {
        try? utmp.read { text in
            let bytes = text.rest
            let size = MemoryLayout<utmpx>.stride
            guard let offset = MemoryLayout<utmpx>.offset(of: \.ut_type), bytes.count % size == 0 else { return nil }
            return bytes.withUnsafeBytes { bytes in
                stride(from: offset, to: bytes.count, by: size).count { place in
                    bytes.loadUnaligned(fromByteOffset: place, as: Int16.self) == Int16(USER_PROCESS)
                }
            }
        }
    }
}
