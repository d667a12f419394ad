package import Rogue

/// A destination that does not answer before the test lets it.
package actor WaitingDestination: Destination {
    package static let schemes = ["waiting"]
    package nonisolated let name = "recording"
    package nonisolated let batchLimit = 1000
    private let release: AsyncStream<Void>
    private let (entries, entry) = AsyncStream.makeStream(of: Void.self)

    /// It answers when the stream ends.
    package init(_ release: AsyncStream<Void>) {
        self.release = release
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        entry.finish()
        for await _ in release {}
        return .delivered
    }

    /// Returns when something was sent.
    package nonisolated func entered() async {
        for await _ in entries {}
    }
}
