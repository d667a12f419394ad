import Dispatch
import Synchronization

/// What is pending of a series, on its way into its file.
struct HistoryUpdate: Sendable {
    let series: Int
    private(set) var file: HistoryFile
    private let samples: [PendingSample]
    /// What came of it.
    private(set) var result: Result<HistoryFile.Refusals, any Error> = .success(HistoryFile.Refusals())

    init(_ series: Int, _ file: HistoryFile, _ samples: [PendingSample]) {
        self.series = series
        self.file = file
        self.samples = samples
    }

    private mutating func run() {
        result = Result { try file.add(samples) }
    }

    /// Runs updates of different files, on so many threads; answers them in no particular order.
    ///
    /// librrd's functions may be called side by side where their files differ: rrdthreads(1).
    static func run(_ updates: [HistoryUpdate], threads: Int) -> [HistoryUpdate] {
        let done = Mutex<[HistoryUpdate]>([])
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            var own: [HistoryUpdate] = []
            for index in stride(from: thread, to: updates.count, by: threads) {
                var update = updates[index]
                update.run()
                own.append(update)
            }
            done.withLock { $0 += own }
        }
        return done.withLock { $0 }
    }
}
