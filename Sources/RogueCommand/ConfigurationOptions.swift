import ArgumentParser
import Glibc
package import Rogue

/// Which configuration file there is; the same option for every program.
package struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A YAML file that says what flags say, and more; flags override it.", valueName: "file")
    )
    var file: String?

    /// No file.
    package init() {}

    /// The path of the file, if there is one.
    package var path: String? { file }

    /// What the file says, or what holds where there is none.
    ///
    /// A file with mistakes ends the program: each is a line on stderr that begins with `file:line:column:`.
    package func configuration(_ vocabulary: Vocabulary = Vocabulary()) throws -> Configuration {
        try Self.ending { () throws(ConfigurationErrors) in try reread(vocabulary) }
    }

    /// What the file says now.
    package func reread(_ vocabulary: Vocabulary) throws(ConfigurationErrors) -> Configuration {
        guard let path else { return Configuration() }
        return try Configuration.load(path, environment: Self.variable, vocabulary: vocabulary)
    }

    /// Runs `body`; what is wrong with a configuration is told, and ends the program.
    package static func ending<Result>(_ body: () throws(ConfigurationErrors) -> Result) throws -> Result {
        do throws(ConfigurationErrors) {
            return try body()
        } catch {
            for line in error.lines { StandardError.write(line + "\n") }
            throw ExitCode.misconfigured
        }
    }

    /// The value of an environment variable.
    ///
    /// `HOSTNAME` has one always: shells know it, but seldom tell it to others.
    package static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) } ?? (name == "HOSTNAME" ? HostName.current : nil)
    }
}
