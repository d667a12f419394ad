import Csnappy

/// Snappy's block format, without frames: google/snappy, format_description.txt.
enum Snappy {
    /// The bytes compressed, the same each time; `nil` where they are too many.
    static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: snappy_max_compressed_length(bytes.count)) { output, count in
            var length = output.count
            let status = bytes.withUnsafeBytes { input in
                output.withMemoryRebound(to: CChar.self) { output in
                    snappy_compress(input.baseAddress, input.count, output.baseAddress, &length)
                }
            }
            isWhole = status == SNAPPY_OK
            count = isWhole ? length : 0
        }
        return isWhole ? output : nil
    }
}
