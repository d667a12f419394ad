/// A `struct input_event` of linux/input.h, as a 64-bit kernel hands it out.
struct InputRecord {
    /// Its bytes: a timeval of two times 8, type 2, code 2, value 4.
    static let size = 24

    /// When, in microseconds, by the clock that the device was told to use.
    let microseconds: Int64
    private let type: UInt16
    private let code: UInt16
    private let value: Int32

    // linux/input-event-codes.h
    private static let synchronization: UInt16 = 0x00
    private static let key: UInt16 = 0x01
    private static let dropped: UInt16 = 3
    /// BTN_MISC to BTN_GEAR_UP: buttons of mice, pads and pens, which some keyboards have beside their keys.
    private static let buttons: ClosedRange<UInt16> = 0x100...0x15f
    /// Up to the year 4147, so that sums of times never overflow.
    private static let seconds: Range<Int64> = 0..<1 << 36

    /// The record that begins at a byte; `nil` where the bytes end before it does, or its time is none.
    init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard offset >= 0, offset <= bytes.count - Self.size else { return nil }
        let seconds = bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)
        let fraction = bytes.loadUnaligned(fromByteOffset: offset + 8, as: Int64.self)
        guard Self.seconds.contains(seconds), (0..<1_000_000).contains(fraction) else { return nil }
        microseconds = seconds * 1_000_000 + fraction
        type = bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt16.self)
        code = bytes.loadUnaligned(fromByteOffset: offset + 18, as: UInt16.self)
        value = bytes.loadUnaligned(fromByteOffset: offset + 20, as: Int32.self)
    }

    /// What it says of a key, at `time`; `nil` for all else, such as a key that repeats by itself (value 2).
    func event(device: Int, at time: KeyTime) -> KeyEvent? {
        let key = KeyEvent.Key(device: device, code: code)
        switch (type, value) {
        case (Self.synchronization, _) where code == Self.dropped: return KeyEvent(.loss, key, at: time)
        case (Self.key, 1) where !Self.buttons.contains(code): return KeyEvent(.press, key, at: time)
        case (Self.key, 0) where !Self.buttons.contains(code): return KeyEvent(.release, key, at: time)
        default: return nil
        }
    }
}
