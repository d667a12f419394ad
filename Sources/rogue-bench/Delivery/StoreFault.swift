/// What a store does wrong with a request.
enum StoreFault: CaseIterable {
    /// The connection ends after so many bytes of the request.
    case cutRequest
    /// It ends when the request is in, and nothing is stored.
    case cutUnstored
    /// It ends before the answer, when all is stored.
    case cutBeforeAnswer
    /// It ends within the answer, when all is stored.
    case cutInAnswer
    /// It ends after the answer.
    case cutAfterAnswer
    /// The answer takes a while.
    case delay
    /// HTTP 500, half of the time when all is stored.
    case broken
    /// HTTP 429.
    case busy
    /// HTTP 413, from a few points on.
    case tooLarge
    /// Bytes that are no answer.
    case garbage
    /// The peer is gone for good, and does not say so.
    case halfOpen
}
