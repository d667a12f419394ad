/// What /proc/meminfo says of the memory, in KiB: proc_meminfo(5).
struct MemorySizes {
    private let total: Double
    private let available: Double

    /// The share of the memory that a new program could not have, in percent.
    var percentUsed: Double { (total - available) / total * 100 }

    /// Reads as many lines of `file` as it takes.
    init(_ text: inout ByteScanner, of file: ProcFile) throws(ProcError) {
        let fields = try Fields(&text, of: file)
        func need(_ field: UInt64?, _ name: StaticString) throws(ProcError) -> Double {
            guard let field else { throw file.malformed("no line \"\(name)\" with a number") }
            return Double(field)
        }
        total = try need(fields.total, "MemTotal")
        let free = try need(fields.free, "MemFree")
        guard total > 0, free <= total else { throw file.malformed("MemTotal is 0, or less than MemFree") }
        // Kernels before 3.14 do not say what is available.
        let estimate =
            if let available = fields.available { Double(available) } else {
                try free + need(fields.buffers, "Buffers") + need(fields.cached, "Cached")
            }
        // A container may see its own total beside its host's available memory: there psutil, too, takes what is free.
        available = estimate <= total ? estimate : free
    }
}

/// The lines that matter, as far as they are there.
private struct Fields {
    var total: UInt64?
    var free: UInt64?
    var available: UInt64?
    var buffers: UInt64?
    var cached: UInt64?

    /// Reads until nothing more is needed; with MemAvailable that is the third line.
    init(_ text: inout ByteScanner, of file: ProcFile) throws(ProcError) {
        var number = 1
        while !text.isAtEnd, total == nil || free == nil || available == nil {
            if let field = Self.field(&text) {
                guard let value = text.number() else { throw file.malformed("no number in line \(number)") }
                if self[keyPath: field] == nil { self[keyPath: field] = value }
            }
            // Where it fails the text is at its end, which ends the loop.
            _ = text.nextLine()
            number += 1
        }
    }

    private static func field(_ text: inout ByteScanner) -> WritableKeyPath<Fields, UInt64?>? {
        if text.skip("MemTotal:") { return \.total }
        if text.skip("MemFree:") { return \.free }
        if text.skip("MemAvailable:") { return \.available }
        if text.skip("Buffers:") { return \.buffers }
        if text.skip("Cached:") { return \.cached }
        return nil
    }
}
