import Crrd
import Glibc

/// How librrd is called: the error protocol and the lock protocol, in one place.
enum Librrd {
    /// How often a call is tried while another process holds the file's lock.
    ///
    /// librrd takes its `fcntl` lock without waiting. A reader or writer holds it for some 60 µs, so with 1 to 5 ms
    /// between the tries this is about 300 ms of patience.
    static let patience = 100

    /// Has librrd make its NaN and its infinity, once.
    ///
    /// It makes each when it is first asked for, and notes that it is made without order: another thread that asks at that
    /// moment is told 0, and an unknown row becomes one of 0.
    private static let constants: Void = {
        _ = rrd_set_to_DNAN()
        _ = rrd_set_to_DINF()
    }()

    /// Runs one call of librrd; throws librrd's error where it does not answer 0.
    ///
    /// librrd keeps the latest error of each thread, and a stale one makes the next call fail (rrdthreads(1)). So the
    /// error is cleared before and taken after, on one thread: `body` cannot suspend.
    static func call(
        to operation: RoundRobinError.Operation,
        _ path: String,
        _ body: () -> CInt
    ) throws(RoundRobinError) {
        constants
        for attempt in 1...patience {
            rrd_clear_error()
            errno = 0
            guard body() != 0 else { return }
            let failure = failure(of: operation, path, errno: errno)
            guard failure.code == .locked, attempt < patience else { throw failure }
            usleep(.random(in: 1_000...5_000))
        }
    }

    /// The error of the latest call, in words: librrd's, and the system's where librrd has none.
    private static func failure(
        of operation: RoundRobinError.Operation,
        _ path: String,
        errno code: CInt
    ) -> RoundRobinError {
        var reason = rrd_get_error().map { String(cString: $0) } ?? ""
        for start in ["opening '\(path)': ", "\(path): ", "'\(path)' "] where reason.hasPrefix(start) {
            reason.removeFirst(start.count)
        }
        if reason.isEmpty { reason = code == 0 ? "librrd gives no reason" : String(cString: strerror(code)) }
        return RoundRobinError(operation, path, kind(of: reason, errno: code), reason.replacing("\n", with: " "))
    }

    /// What librrd says of values that it does not take.
    private static let refusals = [
        "illegal attempt", "not a simple", "Cannot convert", "extra data", "expected", "conversion",
    ]

    private static func kind(of reason: String, errno code: CInt) -> RoundRobinError.Code {
        if reason == "could not lock RRD" { return .locked }
        if refusals.contains(where: reason.contains) { return .refused }
        return code == ENOENT ? .missing : .other
    }
}

/// Calls `body` with a C argument vector of `arguments`, freed afterwards.
func withArguments<Result>(
    _ arguments: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { for argument in vector { free(argument) } }
    return body(&vector)
}
