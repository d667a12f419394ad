/// Why a URL leads to no destination, in one line that names it and the reason and betrays no secret.
package struct DestinationError: Error, Hashable, CustomStringConvertible {
    /// The URL as it was given, with user, password and secret query values masked.
    package let url: String
    package let reason: String

    init(_ url: String, _ reason: String) {
        self.url = Secrets.masked(url)
        self.reason = reason
    }

    /// `cannot send to grok://h:99999: the port is not a number from 1 to 65535`.
    package var description: String { "cannot send to \(url): \(reason)" }
}
