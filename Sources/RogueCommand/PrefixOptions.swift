import ArgumentParser
package import Rogue

/// Where the history is; the same option for every program.
package struct PrefixOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the history. (default: var/db)", valueName: "folder"))
    var prefix: String?

    package init() {}

    /// The folder that the flag names, or else the configuration file.
    package func path(_ configuration: Configuration) -> String { prefix ?? configuration.prefix }
}
