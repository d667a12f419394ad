import ArgumentParser
import Logging
import Rogue
import RogueCommand

/// Counts the keys that are pressed, for the agent's collector `keys`, until it is told to stop.
@main
struct RogueKeycounter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-keycounter",
        abstract: "Counts key presses and their timing in buckets of 30 s, never which keys, until SIGTERM or SIGINT.",
        version: rogueVersion
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var storage: PrefixOptions
    @Option(
        name: .customLong("device"),
        help: ArgumentHelp("A keyboard, /dev/input/event3. Can be given again. (default: all)", valueName: "path")
    )
    var devices: [String] = []
    @Option(help: ArgumentHelp("Where the devices are.", valueName: "folder"))
    var input = "/dev/input"
    @Option(help: ArgumentHelp("Recorded input events in place of devices: a file, a FIFO or -.", valueName: "file"))
    var stream: String?
    @OptionGroup var logging: LoggingOptions

    func validate() throws {
        guard stream == nil || devices.isEmpty else {
            throw ValidationError("--stream and --device exclude each other")
        }
    }

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        let logger = logging.logger("rogue-keycounter")
        let source = try source
        let prefix = try Prefix(making: storage.path(file.configuration()))
        let counter = try KeyCounter(prefix, source, logger)
        logger.notice("started", metadata: ["version": "\(rogueVersion)", "prefix": "\(prefix.path)"])
        // Each bucket is written as soon as it is over: there is nothing that a signal could flush.
        try await Daemon.run(counter, [], onUserSignal: {}, logger)
        logger.notice("stopped")
    }

    private var source: any KeySource {
        get throws {
            if let stream { return try KeyStream(stream) }
            return try Keyboards(devices.isEmpty ? .all(in: input) : .paths(devices))
        }
    }
}
