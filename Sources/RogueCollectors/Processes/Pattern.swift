import Glibc

/// A compiled regular expression: regcomp(3).
final class Pattern {
    private var compiled = regex_t()

    /// Compiles the extended expression of a group.
    init(_ group: ProcessGroup) throws(PatternError) {
        let code = regcomp(&compiled, group.pattern, REG_EXTENDED | REG_NOSUB)
        guard code == 0 else {
            var message = [CChar](repeating: 0, count: 256)
            regerror(code, nil, &message, message.count)
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw PatternError(
                "process group \(group.name): \(group.pattern): \(String(decoding: text, as: UTF8.self))"
            )
        }
    }

    deinit { regfree(&compiled) }

    /// Whether it is found anywhere in `text`, which ends at its first NUL.
    func fits(_ text: [CChar]) -> Bool {
        regexec(&compiled, text, 0, nil, 0) == 0
    }
}

/// Why a group's pattern is none.
package struct PatternError: Error, Hashable, CustomStringConvertible {
    /// `process group web: (: Unmatched ( or \(`.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
