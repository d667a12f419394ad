import ArgumentParser

/// Measures Rogue's own parts; the scripts in Scripts/bench start it beside what it is compared with.
@main
struct RogueBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-bench",
        abstract: "Measure Rogue's own parts; started by Scripts/bench and Scripts/torture.",
        subcommands: [
            ProcBench.self, CollectBench.self, HistoryBench.self, WriterBench.self, ReaderBench.self, StorageBench.self,
            Torture.self, DeliveryTorture.self,
        ]
    )
}
