import Foundation
import RogueTestSupport
import Testing

/// What `rogue-forward --status --json` says of a destination.
struct DeliveryStatusJSON: Decodable, Hashable {
    let name: String
    let stored: Int
    let delivered: Int
    let gaps: Int
    let pending: Int
    let ledgered: Int
    let coarse: Int
    let lag: Int
    let balanced: Bool

    /// Whether each slot is in one state.
    var isSound: Bool { balanced && stored == delivered + gaps + pending + ledgered }
}

/// What `rogue-forward --ledger --json` says of a span.
struct LedgerJSON: Decodable, Hashable {
    let destination: String
    let metric: String
    let first: Int
    let last: Int
    let rows: Int
    let cause: String
    let reason: String
}

extension Forward {
    /// What it says of the servers, all of whose sums have to be right.
    func status(
        _ servers: [String],
        _ arguments: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [DeliveryStatusJSON] {
        let result = try await start(servers, ["--status", "--json"] + arguments).end()
        #expect(result.status == 0 && result.errors.isEmpty, "\(result)", sourceLocation: sourceLocation)
        let all = try JSONDecoder().decode([DeliveryStatusJSON].self, from: Data(result.output.utf8))
        #expect(all.allSatisfy { $0.isSound }, "\(all)", sourceLocation: sourceLocation)
        return all
    }

    /// What will never be delivered.
    func ledger(_ servers: [String], _ arguments: [String] = []) async throws -> [LedgerJSON] {
        let result = try await start(servers, ["--ledger", "--json"] + arguments).end()
        return try JSONDecoder().decode([LedgerJSON].self, from: Data(result.output.utf8))
    }
}
