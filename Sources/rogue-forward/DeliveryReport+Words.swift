import ArgumentParser
import Rogue
import RogueCommand

extension DeliveryReport {
    /// What has to be said of a run, a line each; nothing where all went well.
    var complaints: [String] {
        let kept = kept.map { ["\($0); everything undelivered is kept for a later run"] } ?? []
        let others = otherLosses
        let more = others.count > 0 ? ["\(others.rows) rows more are lost, in \(others.count) spans: see --ledger"] : []
        return (losses.map(\.description) + more + errors + kept).map { "\(destination): \($0)" }
    }
}

extension [DeliveryReport] {
    /// The exit code of the run as a whole; `nil` where all is delivered or nothing was due.
    var exitCode: ExitCode? {
        if contains(where: { !$0.errors.isEmpty || !$0.losses.isEmpty }) { return .failure }
        return contains { $0.kept != nil } ? .kept : nil
    }
}
