import Glibc

/// An input device that has keys, read and never grabbed: whoever else reads it gets the same events.
struct Keyboard: Sendable {
    private let file: InputFile
    /// Tells its keys from those of others.
    private let number: Int

    var path: String { file.path }
    var descriptor: CInt { file.descriptor }

    // The requests of linux/input.h, by asm-generic/ioctl.h: direction << 30 | size << 16 | type << 8 | number.
    /// EVIOCGBIT(EV_KEY, 96) = _IOC(_IOC_READ, 'E', 0x20 + EV_KEY, 96): a bit for each code up to KEY_MAX, 0x2ff.
    static let getKeys: UInt = 2 << 30 | 96 << 16 | 0x45 << 8 | 0x21
    /// EVIOCSCLOCKID = _IOW('E', 0xa0, int): by which clock the events' times are.
    static let setClock: UInt = 1 << 30 | 4 << 16 | 0x45 << 8 | 0xa0
    /// KEY_Q to KEY_P, KEY_A to KEY_L, KEY_Z to KEY_M.
    private static let letters = [16...25, 30...38, 44...50].joined()

    /// Opens the device at a path; `nil` where it has no keys, or where it has to have letters and has none.
    init?(_ path: String, number: Int, needsLetters: Bool) throws(StorageError) {
        file = try InputFile(path)
        self.number = number
        var keys = [UInt8](repeating: 0, count: 96)
        guard ioctl(file.descriptor, Self.getKeys, &keys) > 0 else { return nil }
        let hasKeys =
            needsLetters
            ? Self.letters.allSatisfy { keys[$0 / 8] & 1 << ($0 % 8) != 0 }
            : keys.contains { $0 != 0 }
        var clock = CLOCK_MONOTONIC
        guard hasKeys, ioctl(file.descriptor, Self.setClock, &clock) == 0 else { return nil }
    }

    /// Appends what its keys have done; `false` where it was unplugged.
    func read(into events: inout [KeyEvent], at now: KeyTime, _ buffer: inout [UInt8]) -> Bool {
        while true {
            switch file.read(into: &buffer, from: 0) {
            case .bytes(let count) where count > 0: take(buffer[..<count], into: &events, at: now)
            case .nothingYet: return true
            // ENODEV, as a rule.
            case .bytes, .failed:
                events.append(KeyEvent(.loss, KeyEvent.Key(device: number, code: 0), at: now))
                return false
            }
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>, into events: inout [KeyEvent], at now: KeyTime) {
        bytes.withUnsafeBytes { bytes in
            for offset in stride(from: 0, to: bytes.count, by: InputRecord.size) {
                guard let record = InputRecord(bytes, at: offset) else { continue }
                let time = now.event(at: record.microseconds)
                if let event = record.event(device: number, at: time) { events.append(event) }
            }
        }
    }
}
