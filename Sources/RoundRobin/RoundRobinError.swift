/// What went wrong with one RRD file, in one line that names the file and the reason.
package struct RoundRobinError: Error, Hashable, CustomStringConvertible {
    /// What was being done.
    package enum Operation: String, Hashable, Sendable {
        case create, read, tune, update, restore, sync, fetch
    }

    /// What kind of trouble it is, where a caller acts on it.
    package enum Code: Hashable, Sendable {
        /// The file is not there.
        case missing
        /// The file is there, but is no RRD file that librrd could use: foreign, cut, or damaged.
        case unusable
        /// Another process held librrd's lock for longer than `Librrd.patience`.
        case locked
        /// A value, or its time, is none that librrd takes.
        case refused
        /// Anything else: librrd's own words say what.
        case other
    }

    package let operation: Operation
    package let path: String
    package let code: Code
    package let reason: String

    package init(_ operation: Operation, _ path: String, _ code: Code = .other, _ reason: String) {
        self.operation = operation
        self.path = path
        self.code = code
        self.reason = reason
    }

    /// `cannot update var/db/CPUPercent.rrd: Permission denied`.
    package var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }
}
