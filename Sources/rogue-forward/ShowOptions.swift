import ArgumentParser
import Rogue

/// What is shown in place of a delivery.
struct ShowOptions: ParsableArguments {
    @Flag(help: "Show what would be sent; send nothing.")
    var dryRun = false
    @Flag(help: "Show how far each server has got, and what became of every row; send nothing.")
    var status = false
    @Flag(help: "Show the rows that will never be delivered, and why; send nothing.")
    var ledger = false
    @Flag(help: "With --status or --ledger: in JSON.")
    var json = false

    func validate() throws {
        guard [dryRun, status, ledger].count(where: \.self) <= 1 else {
            throw ValidationError("--dry-run, --status and --ledger exclude each other")
        }
        guard !json || status || ledger else { throw ValidationError("--json needs --status or --ledger") }
    }

    /// Whether there is anything to show.
    var isWanted: Bool { dryRun || status || ledger }

    /// Shows it; a file that cannot be read, or a sum that is wrong, is a failure.
    func show(_ forwarder: Forwarder) async throws {
        guard !ledger else {
            let ledgers = LedgerTable(try await forwarder.ledgers())
            return print(json ? ledgers.json : ledgers.text, terminator: "")
        }
        let all = try await forwarder.status()
        print(json ? StatusJSON(all).text : StatusTable(all, onlyPending: dryRun).text, terminator: "")
        guard all.allSatisfy({ $0.errors.isEmpty && $0.unbalanced.isEmpty }) else { throw ExitCode.failure }
    }
}
