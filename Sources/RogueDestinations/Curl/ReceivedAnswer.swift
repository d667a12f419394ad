import Ccurl

/// An answer on its way in.
struct ReceivedAnswer {
    private let limit: Int
    /// The first bytes of the body, `limit` at most.
    private(set) var body: [UInt8] = []
    /// Whether the empty line was there that ends a header.
    ///
    /// libcurl takes a connection that ends before it for the end of the header: a status of 200 and a success.
    private(set) var headIsWhole = false

    init(limit: Int) {
        self.limit = limit
    }

    fileprivate mutating func receive(head line: UnsafeRawBufferPointer) {
        headIsWhole = line.first == UInt8(ascii: "\r") || line.first == UInt8(ascii: "\n")
    }

    fileprivate mutating func receive(body bytes: UnsafeRawBufferPointer) {
        body += bytes.prefix(limit - body.count)
    }
}

/// Takes one line of a header: libcurl's `CURLOPT_HEADERFUNCTION`, whose context is a ``ReceivedAnswer``.
let receiveHead: curl_write_callback = { data, size, count, context in
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    context?.assumingMemoryBound(to: ReceivedAnswer.self).pointee.receive(head: bytes)
    return bytes.count
}

/// Takes a piece of a body: libcurl's `CURLOPT_WRITEFUNCTION`, whose context is a ``ReceivedAnswer``.
let receiveBody: curl_write_callback = { data, size, count, context in
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    context?.assumingMemoryBound(to: ReceivedAnswer.self).pointee.receive(body: bytes)
    return bytes.count
}
