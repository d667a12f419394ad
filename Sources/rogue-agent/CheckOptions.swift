import ArgumentParser
import Rogue
import RogueCommand

/// What is checked in place of sampling.
struct CheckOptions: ParsableArguments {
    @Flag(name: .customLong("check"), help: "Say what is wrong with the configuration file; start nothing.")
    var isWanted = false

    @Option(
        name: .customLong("from-badger"),
        help: ArgumentHelp("With --check: print Stat Badger's config.json as this program's YAML.", valueName: "file")
    )
    var badger: String?

    func validate() throws {
        guard badger == nil || isWanted else { throw ValidationError("--from-badger needs --check") }
    }

    /// Checks what the command line names; what is wrong ends the program with the mistakes on stderr.
    func run(_ file: ConfigurationOptions, _ sampling: SamplingOptions) throws {
        if let badger {
            let yaml = try ConfigurationOptions.ending { () throws(ConfigurationErrors) in
                try BadgerConfiguration.yaml(of: badger)
            }
            print(yaml, terminator: "")
        } else {
            guard let path = file.path else { throw ValidationError("--check needs --config or --from-badger") }
            let configuration = try file.configuration(sampling.vocabulary)
            let collectors = try sampling.settings(configuration).collectors.count + configuration.exec.count
            print("\(path): ok, \(collectors) collectors, \(configuration.destinations.count) destinations")
        }
    }
}
