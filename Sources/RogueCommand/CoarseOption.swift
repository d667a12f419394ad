import ArgumentParser

/// Whether means are good enough where samples have expired; the same option for every reader.
package struct CoarseOption: ParsableArguments {
    @Flag(
        name: .customLong("coarse"),
        help: "Where samples have expired, take the rows of coarser archives, as NAME;granularity=SECONDS."
    )
    package var isWanted = false

    package init() {}
}
