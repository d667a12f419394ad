/// Why a transfer failed, in words that stay the same from one attempt to the next.
struct CurlError: Error, Hashable {
    let reason: String
}
