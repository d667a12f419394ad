import Glibc
import Rogue
import RogueDestinations

/// The samples that most tests send.
let samples: ArraySlice<Sample> = [
    Sample(MetricName("CPUPercent"), Timestamp(1_795_219_680), 17.995833333),
    Sample(MetricName("disk.reads", tags: ["device": "sda"]), Timestamp(1_795_219_740), 3),
]

/// Sends `samples` to the destination that `url` leads to.
func send(_ url: String, _ options: DestinationOptions = .test) async throws -> Outcome {
    try await Destinations.make(url, options: options).send(samples)
}

extension DestinationOptions {
    /// A host named `h`, and one second of patience.
    static var test: DestinationOptions { DestinationOptions(timeout: 1, host: "h") }
}

extension Outcome {
    /// The reason of a refusal.
    var refusal: String? {
        if case .refused(let reason) = self { reason } else { nil }
    }

    /// The reason where nothing is known to be stored.
    var unavailability: String? {
        if case .unavailable(let reason, _) = self { reason } else { nil }
    }
}

/// The words of the error that `body` throws, or `nil`.
func failure(_ body: () throws(DestinationError) -> Void) -> String? {
    do throws(DestinationError) {
        try body()
        return nil
    } catch {
        return error.description
    }
}

/// What is in a file.
func content(of path: String) throws -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw StorageError("open", path, errno: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer.prefix(count)
    }
}

/// What a command prints; `nil` where it cannot be started or fails.
func output(of command: String) -> String? {
    guard let pipe = popen(command, "re") else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, pipe)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
    }
    return pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}
