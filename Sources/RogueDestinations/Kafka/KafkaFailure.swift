/// Why messages are not with the brokers, in words that stay the same from one attempt to the next.
struct KafkaFailure: Error, Hashable {
    let reason: String
    let kind: Kind

    /// Whose fault it is.
    enum Kind: Hashable {
        /// Nobody's: to be tried again.
        case unavailable
        /// The messages are longer than the brokers take.
        case tooLarge
        /// The brokers looked at the messages and do not take them.
        case refused
    }

    init(_ reason: String, _ kind: Kind = .unavailable) {
        // librdkafka likes to tell the milliseconds, and from which thread it speaks.
        let text = reason.firstRange(of: " (after ").map { reason[..<$0.lowerBound] } ?? reason[...]
        self.reason = printable(text.utf8, limit: 200)
        self.kind = kind
    }
}
