import ArgumentParser

/// Where the history is; the same option for every program.
package struct PrefixOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the history.", valueName: "folder"))
    package var prefix = "var/db"

    package init() {}
}
