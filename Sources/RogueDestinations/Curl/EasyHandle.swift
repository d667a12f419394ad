import Ccurl
import Glibc

/// One of libcurl's easy handles: one transfer at a time, its connection kept for the next.
final class EasyHandle {
    private let handle: UnsafeMutableRawPointer
    /// Where libcurl writes its words on an error; it has to outlive the handle.
    private let words: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let timeout: Int
    private let connectTimeout: Int

    /// libcurl has to be set up once, before its first handle; a `static let` sees to the once.
    private static let setUp = curl_global_init(Int(CURL_GLOBAL_ALL))

    /// A handle on `url` that waits for `connectTimeout` and, in all, for `timeout` seconds.
    init(_ url: String, timeout: Int, connectTimeout: Int) throws(CurlError) {
        guard Self.setUp == CURLE_OK, let handle = curl_easy_init() else {
            throw CurlError(reason: "libcurl cannot be started")
        }
        self.handle = handle
        self.words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        self.words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        try check(rogue_set_error_buffer(handle, words))
        try set(CURLOPT_URL, url)
        try set(CURLOPT_TIMEOUT_MS, timeout * 1_000)
        try set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout * 1_000)
        // Without it a name look-up in a thread may be timed out by SIGALRM.
        try set(CURLOPT_NOSIGNAL, 1)
        try check(rogue_allow_only_http(handle))
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ number: Int) throws(CurlError) {
        try check(rogue_set_number(handle, option, number))
    }

    func set(_ option: CURLoption, _ text: String) throws(CurlError) {
        try check(rogue_set_text(handle, option, text))
    }

    /// Adds a line to the header of each request.
    func add(header: String) throws(CurlError) {
        guard let longer = curl_slist_append(headers, header) else { throw CurlError(reason: "out of memory") }
        headers = longer
        try check(rogue_set_headers(handle, longer))
    }

    /// Connects, and sends and receives what there is.
    func perform() throws(CurlError) {
        words.pointee = 0
        try check(curl_easy_perform(handle))
    }

    /// Posts `body` and answers with the first `limit` bytes of what comes back; the rest is read and dropped.
    func post(_ body: [UInt8], keeping limit: Int) throws(CurlError) -> [UInt8] {
        var answer = ReceivedAnswer(limit: limit)
        // Body and context are libcurl's to use until `perform` has returned, and no longer.
        try body.withUnsafeBufferPointer { bytes throws(CurlError) in
            try set(CURLOPT_POSTFIELDSIZE, bytes.count)
            try check(rogue_set_body(handle, bytes.baseAddress))
            try withUnsafeMutablePointer(to: &answer) { context throws(CurlError) in
                try check(rogue_set_receivers(handle, receiveHead, receiveBody, context))
                try perform()
            }
        }
        guard answer.headIsWhole else { throw CurlError(reason: "the answer ended within its header") }
        return answer.body
    }

    /// The status of the latest answer.
    var status: Int {
        var status = 0
        return rogue_get_number(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0
    }

    /// The seconds that the latest answer asks to be left alone; 0 where it does not ask.
    var retryAfter: Int {
        var seconds: curl_off_t = 0
        return rogue_get_offset(handle, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK ? Int(seconds) : 0
    }

    /// Sends bytes over the open connection, and answers with how many it took: none where it has no room just now.
    ///
    /// What was not taken has to be given again from the same place in memory.
    func send(_ bytes: ArraySlice<UInt8>) throws(CurlError) -> Int {
        var count = 0
        words.pointee = 0
        let code = bytes.withUnsafeBytes { curl_easy_send(handle, $0.baseAddress, $0.count, &count) }
        guard code != CURLE_AGAIN else { return 0 }
        try check(code)
        return count
    }

    /// The socket of the open connection; the handle closes it.
    var socket: CInt? {
        var socket: curl_socket_t = -1
        return rogue_get_socket(handle, &socket) == CURLE_OK && socket >= 0 ? socket : nil
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        guard code != CURLE_OK else { return }
        throw CurlError(reason: printable(reason(of: code).utf8, limit: 200))
    }

    /// What happened, without the milliseconds that libcurl likes to tell: a reason is logged anew when it changes.
    private func reason(of code: CURLcode) -> String {
        switch code {
        case CURLE_OPERATION_TIMEDOUT where connected: return "no complete answer within \(timeout) s"
        case CURLE_OPERATION_TIMEDOUT: return "no connection within \(connectTimeout) s"
        case CURLE_COULDNT_CONNECT:
            var code = 0
            guard rogue_get_number(handle, CURLINFO_OS_ERRNO, &code) == CURLE_OK, code != 0 else { break }
            return "cannot connect: " + String(cString: strerror(CInt(truncatingIfNeeded: code)))
        default: break
        }
        return words.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
    }

    /// Whether the latest transfer got as far as a connection, TLS included.
    private var connected: Bool {
        var microseconds: curl_off_t = 0
        return rogue_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T, &microseconds) == CURLE_OK && microseconds > 0
    }
}
