import Glibc
import Synchronization

/// A POSIX extended regular expression, compiled once: regex(7).
package final class RegularExpression: Sendable {
    /// As it was written.
    package let text: String
    /// glibc locks an expression for each match, too.
    private let compiled: Mutex<regex_t>

    /// The longest expression, in bytes.
    private static let longest = 500
    /// The most that bounds such as `{2,50}` may multiply to: glibc makes as many copies.
    private static let mostCopies = 1_000

    /// The corresponding C function is `regcomp`.
    package init(_ text: String) throws(PatternError) {
        guard !text.isEmpty else { throw PatternError(text, "it is empty") }
        guard text.utf8.count <= Self.longest else {
            throw PatternError(text, "it is longer than \(Self.longest) bytes")
        }
        guard !text.utf8.contains(0) else { throw PatternError(text, "there is a NUL in it") }
        guard Self.copies(text) <= Self.mostCopies else { throw PatternError(text, "it repeats too much") }
        self.text = text
        compiled = Mutex(regex_t())
        let code = compiled.withLock { regcomp(&$0, text, REG_EXTENDED | REG_NOSUB) }
        guard code == 0 else {
            let reason = compiled.withLock { expression in
                var bytes = [CChar](repeating: 0, count: 200)
                regerror(code, &expression, &bytes, bytes.count)
                return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
            throw PatternError(text, reason)
        }
    }

    deinit {
        // After a failed regcomp it is empty, and freeing it does nothing.
        compiled.withLock { regfree(&$0) }
    }

    /// Whether it fits some part of the text.
    ///
    /// The corresponding C function is `regexec`.
    package func matches(_ text: String) -> Bool {
        compiled.withLock { regexec(&$0, text, 0, nil, 0) } == 0
    }

    /// What the largest numbers of all `{…}` make, multiplied.
    private static func copies(_ text: String) -> Int {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().reduce(1) { product, bound in
            let largest = bound.prefix { $0 != "}" }.split(separator: ",").compactMap { Int($0) }.max() ?? 1
            let (copies, overflow) = product.multipliedReportingOverflow(by: max(1, largest))
            return overflow ? .max : copies
        }
    }
}

extension RegularExpression: Hashable {
    /// By what was written.
    package static func == (left: RegularExpression, right: RegularExpression) -> Bool { left.text == right.text }

    /// By what was written.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
