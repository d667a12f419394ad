import RogueTestSupport

/// What the runs of a loop of kills sent, held against what was committed.
struct KillTally {
    private(set) var kills = 0
    /// Those that came after a request of the run, and before its end.
    private(set) var killsInDelivery = 0
    private(set) var repeats = 0
    /// What must not have happened.
    private(set) var faults: [String] = []

    private var sent: Set<[UInt8]> = []
    private var points: Set<Point> = []
    private var latest: [UInt8] = []
    private var cursors: [String: Int] = [:]
    private var isUnsettled = false

    /// Notes the requests of one run, and the cursors on the disk after it.
    mutating func add(_ requests: [HTTPTestRequest], killed: Bool, cursors: [String: Int]) {
        if killed { kills += 1 }
        if killed, !requests.isEmpty { killsInDelivery += 1 }
        for request in requests {
            if !sent.contains(request.body), !points.isDisjoint(with: request.points) {
                fault("points were sent again in another batch")
            }
            points.formUnion(request.points)
            if sent.contains(request.body) {
                repeats += 1
                if !isUnsettled || request.body != latest { fault("a batch was sent again, and not the one in flight") }
            }
            if request.points.isEmpty || request.points.count > 1000 { fault("a batch of \(request.points.count)") }
            let old = request.points.first { $0.timestamp <= self.cursors[$0.metric] ?? 0 }
            if let old { fault("\(old) was sent again, and had been committed") }
            // Within a run, each batch follows the one that was acknowledged.
            isUnsettled = false
            latest = request.body
            sent.insert(request.body)
        }
        if killed, !requests.isEmpty { isUnsettled = true }
        if !killed { isUnsettled = false }
        for (metric, time) in self.cursors where cursors[metric] ?? 0 < time {
            fault("the cursor of \(metric) went back")
        }
        self.cursors = cursors
    }

    private mutating func fault(_ text: String) {
        faults.append("after kill \(kills): \(text)")
    }
}
