import Glibc
import Rogue

/// Runs one program: starts it when it is time, reads it, ends it, and starts it again.
///
/// All times are monotonic seconds.
struct PluginRunner {
    private(set) var program: PluginProgram
    private let limits: ExecLimits
    private var backOff: BackOff
    private(set) var child: ChildProcess?
    /// When the next run starts; never, while a program runs on, or after exit code 13.
    private var startAt: Double
    private var startedAt = 0.0
    /// When the run has taken too long, or been silent for too long.
    private var endAt = Double.infinity
    private var killAt = Double.infinity
    private var isTold = false
    private var isKilled = false
    /// Whether the program that runs makes room for another version of itself.
    private var isReplaced = false
    private(set) var isRemoved = false

    /// The exit code by which a program says that it has nothing to do on this machine.
    private static let neverAgain: CInt = 13

    init(_ program: PluginProgram, _ limits: ExecLimits, _ now: Double) {
        self.program = program
        self.limits = limits
        backOff = BackOff(shortest: limits.shortestPause, longest: limits.longestPause)
        startAt = now
    }

    /// Whether there is nothing left of it.
    var isGone: Bool { isRemoved && child == nil }

    /// When something is to be done though nothing is printed.
    func nextStep(_ now: Double) -> Double {
        let planned = min(startAt, endAt, killAt)
        guard let child else { return isRemoved ? now : startAt }
        let pipes = [child.output, child.errors]
        let refill = pipes.filter { $0.budget.isSpent && !$0.isAtEnd }.map(\.budget.refill).min() ?? .infinity
        // There is no descriptor that says that a process has ended: it is looked at, often where it must be near.
        return min(planned, refill, now + (isTold || child.output.isAtEnd ? 0.05 : 1))
    }

    /// Does what is due.
    mutating func step(_ now: Double, _ intake: inout PluginIntake) {
        guard let child else {
            if now >= startAt, !isRemoved { start(now, &intake) }
            return
        }
        // In this order: after its end nothing more comes than is in the pipe.
        let hasEnded = child.hasEnded
        read(child, now, &intake)
        if hasEnded, child.output.isAtEnd || isKilled { return finish(child, now, &intake) }
        if now >= startAt {
            intake.log.complain("\(program.name) still runs when it is to be run again: that is left out", now)
            startAt = now + delay()
        }
        if !isTold, hasEnded, child.output.isEmpty {
            // Somebody whom it started still holds its output.
            end(now, limits.grace)
        } else if !isTold, now >= endAt {
            intake.log.complain("\(program.name) \(complaint)", now)
            end(now, limits.grace)
        }
        if now >= killAt {
            child.signal(SIGKILL)
            killAt = .infinity
            isKilled = true
        }
    }

    /// Starts another version of the program, as soon as this one has ended.
    mutating func replace(with program: PluginProgram, _ now: Double) {
        self.program = program
        backOff = BackOff(shortest: limits.shortestPause, longest: limits.longestPause)
        startAt = now
        guard child != nil else { return }
        startAt = .infinity
        isReplaced = true
        end(now, limits.grace)
    }

    /// Ends the program for good.
    mutating func remove(_ now: Double, grace: Double) {
        isRemoved = true
        startAt = .infinity
        end(now, grace)
    }

    private mutating func end(_ now: Double, _ grace: Double) {
        child?.signal(SIGTERM)
        isTold = true
        killAt = min(killAt, now + grace)
    }

    private var complaint: String {
        program.interval == nil
            ? "printed nothing for \(Int(limits.silence)) s: it is ended, and started again"
            : "takes longer than \(Int(program.timeout)) s: it is ended"
    }
}

extension PluginRunner {
    private mutating func start(_ now: Double, _ intake: inout PluginIntake) {
        startedAt = now
        startAt = program.interval == nil ? .infinity : now + delay()
        endAt = now + (program.interval == nil ? limits.silence : program.timeout)
        (isTold, isKilled, killAt) = (false, false, .infinity)
        do throws(ExecError) {
            child = try ChildProcess(
                program.command,
                longestLine: intake.parser.longest,
                bytesPerSecond: limits.bytesPerSecond
            )
        } catch {
            endAt = .infinity
            intake.log.complain("\(error)", now)
            if program.interval == nil { startAt = now + backOff.next(afterLiving: 0, calm: limits.calm) }
        }
    }

    /// The seconds until the next run starts: before the sample that is to have its values, but as late as can be.
    private func delay() -> Double {
        guard let interval = program.interval else { return 0 }
        let clock = WallClock.now
        let lead = min(program.timeout, Double(interval) / 2, limits.usualTimeout)
        let ahead = Double(clock.nanoseconds) / 1e9 + lead
        let past = (Double(clock.seconds % interval) + ahead).truncatingRemainder(dividingBy: Double(interval))
        let delay = Double(interval) - past
        // The first run is at any time; and clocks do not agree to the microsecond.
        return delay < Double(interval) / 2 ? delay + Double(interval) : delay
    }

    private mutating func read(_ child: ChildProcess, _ now: Double, _ intake: inout PluginIntake) {
        while let count = child.output.read(into: &intake.buffer, now) {
            if program.interval == nil { endAt = now + limits.silence }
            intake.take(count, &child.output.splitter, now)
        }
        while let count = child.errors.read(into: &intake.buffer, now) {
            let bytes = intake.buffer[..<count]
            let tooLong = child.errors.splitter.feed(bytes) { intake.log.passOn($0, of: program.name, now) }
            for _ in 0..<tooLong { intake.log.passOn(nil, of: program.name, now) }
        }
        if child.output.budget.isSpent || child.errors.budget.isSpent {
            let limit = limits.bytesPerSecond
            intake.log.complain("\(program.name) prints more than \(limit) bytes a second: it has to wait", now)
        }
    }

    private mutating func finish(_ child: ChildProcess, _ now: Double, _ intake: inout PluginIntake) {
        let status = child.reap()
        self.child = nil
        (endAt, killAt) = (.infinity, .infinity)
        guard !isRemoved else { return }
        guard !isReplaced else {
            isReplaced = false
            startAt = now
            return
        }
        // wait(2): the low bits are the signal, those above them the exit code.
        let signal = status & 0x7F
        let code = status >> 8 & 0xFF
        if signal == 0, code == Self.neverAgain {
            startAt = .infinity
            intake.log.complain("\(program.name) ended with 13: it is not started again", now)
        } else {
            if !isTold, signal != 0 || code != 0 || program.interval == nil {
                let how = signal == 0 ? "with \(code)" : "by signal \(signal)"
                intake.log.complain("\(program.name) ended \(how)", now)
            }
            guard program.interval == nil else { return }
            startAt = now + backOff.next(afterLiving: now - startedAt, calm: limits.calm)
        }
    }
}
