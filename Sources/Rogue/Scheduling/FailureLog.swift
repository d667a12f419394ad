package import Logging

/// Says a failure once, counts it while it lasts, and says it again when it changes or ends.
package struct FailureLog {
    private let logger: Logger
    private var failing: [String: (reason: String, count: Int)] = [:]

    package init(_ logger: Logger) {
        self.logger = logger
    }

    /// How many subjects fail now.
    package var count: Int { failing.count }

    /// Notes that `subject` failed.
    package mutating func failed(_ subject: String, _ error: any Error) {
        let reason = "\(error)"
        if let known = failing[subject], known.reason == reason {
            failing[subject] = (reason, known.count + 1)
            return
        }
        failing[subject] = (reason, (failing[subject]?.count ?? 0) + 1)
        logger.error("failed", metadata: ["what": "\(subject)", "error": "\(reason)"])
    }

    /// Says something that happened once.
    package func note(_ message: Logger.Message, _ subject: String) {
        logger.error(message, metadata: ["what": "\(subject)"])
    }

    /// Notes that `subject` works; it is not even put into words where nothing fails.
    package mutating func succeeded(_ subject: @autoclosure () -> String) {
        guard !failing.isEmpty else { return }
        let subject = subject()
        guard let known = failing.removeValue(forKey: subject) else { return }
        logger.notice("works again", metadata: ["what": "\(subject)", "failures": "\(known.count)"])
    }
}
