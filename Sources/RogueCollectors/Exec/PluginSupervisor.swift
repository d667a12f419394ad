import Glibc
import Rogue

/// Runs the programs of a plug-in, on a queue that is its own, until the other end of `ending` is closed.
struct PluginSupervisor {
    private let folder: PluginFolder?
    private let limits: ExecLimits
    private let ending: CInt
    private var intake: PluginIntake
    private var runners: [PluginRunner] = []
    private var rescanAt = Double.infinity
    private var isEnding = false
    /// When those are left behind that the kernel does not let die.
    private var giveUpAt = Double.infinity

    /// The longest that nothing is looked at, in seconds.
    private static let longestWait = 60.0

    /// Runs one program.
    init(_ program: PluginProgram, ending: CInt, _ intake: PluginIntake, _ limits: ExecLimits) {
        (folder, self.ending, self.intake, self.limits) = (nil, ending, intake, limits)
        runners = [PluginRunner(program, limits, MonotonicClock.seconds())]
    }

    /// Runs what is in a folder, and looks again what that is.
    init(_ folder: PluginFolder, ending: CInt, _ intake: PluginIntake, _ limits: ExecLimits) {
        (self.folder, self.ending, self.intake, self.limits) = (folder, ending, intake, limits)
        rescanAt = MonotonicClock.seconds()
    }

    /// Returns when all that was started has ended.
    mutating func run() {
        while true {
            let now = MonotonicClock.seconds()
            if now >= rescanAt { rescan(now) }
            for index in runners.indices { runners[index].step(now, &intake) }
            runners.removeAll(where: \.isGone)
            intake.log.tell(now)
            if isEnding, runners.isEmpty || now >= giveUpAt { return }
            if wait() { end() }
        }
    }

    /// Waits until something is printed, or due; answers whether the plug-in is to end.
    private func wait() -> Bool {
        let now = MonotonicClock.seconds()
        let next = runners.map { $0.nextStep(now) }.min() ?? .infinity
        let wait = min(max(0, min(next, rescanAt) - now), Self.longestWait)
        var watched = [pollfd(fd: isEnding ? -1 : ending, events: Int16(POLLIN), revents: 0)]
        for child in runners.compactMap(\.child) {
            for pipe in [child.output, child.errors] where pipe.canWait {
                watched.append(pollfd(fd: pipe.descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        // Rounded up: a wait that ends too early would be repeated.
        let count = poll(&watched, nfds_t(watched.count), CInt((wait * 1_000).rounded(.up)))
        return count > 0 && watched[0].revents != 0
    }

    private mutating func end() {
        isEnding = true
        rescanAt = .infinity
        let now = MonotonicClock.seconds()
        giveUpAt = now + 2 * limits.lastGrace
        for index in runners.indices { runners[index].remove(now, grace: limits.lastGrace) }
    }

    /// Starts what is new in the folder, starts anew what has changed, and ends what is gone.
    private mutating func rescan(_ now: Double) {
        rescanAt = now + limits.rescan
        guard let folder else { return }
        if !folder.isThere { intake.log.complain("cannot read \(folder.path)", now) }
        var found = Dictionary(folder.programs().map { ($0.name, $0) }) { first, _ in first }
        for index in runners.indices where !runners[index].isRemoved {
            let known = runners[index].program
            switch found.removeValue(forKey: known.name) {
            case nil: runners[index].remove(now, grace: limits.grace)
            case let program? where program != known: runners[index].replace(with: program, now)
            default: break
            }
        }
        runners += found.values.sorted { $0.name < $1.name }.map { PluginRunner($0, limits, now) }
    }
}
