/// What a plug-in may do, and how long it is waited for; times in seconds.
struct ExecLimits: Sendable {
    /// Between two starts of a program that runs on and ends: first, and at the most.
    var shortestPause = 1.0
    var longestPause = 3_600.0
    /// A program that lived so long begins again with the shortest pause.
    var calm = 60.0
    /// Between SIGTERM and SIGKILL; and when the agent itself ends.
    var grace = 5.0
    var lastGrace = 1.0
    /// A program that runs on and prints nothing for so long is started anew.
    var silence = 600.0
    /// A run may take so long if nothing else is said, and begins at most so long before its sample.
    var usualTimeout = 10.0
    /// Between two looks into a folder of programs.
    var rescan = 15.0
    /// A line's own time may lie so long ago: metriccounter's uptime prints the time of two minutes before.
    var oldest = 600.0
    /// A metric that has had no value for so long makes room for another, where there are as many as there may be.
    var memory = 86_400.0
    /// What a program may print a second, to stdout and to stderr; it waits for more.
    var bytesPerSecond = 1 << 20
    /// Lines of stderr in the log each minute.
    var errorLines = 10
    /// Before the same complaint is said again.
    var complaintPeriod = 3_600.0
}
