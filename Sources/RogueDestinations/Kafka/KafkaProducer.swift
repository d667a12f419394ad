import Crdkafka
import Glibc

/// librdkafka's producer for one topic: it knows of each message whether the brokers have it.
///
/// After a failure it is of no more use: what it still has under way may arrive, or not.
final class KafkaProducer {
    private let client: OpaquePointer
    private let topic: OpaquePointer
    /// Where reports and errors come in.
    private let queue: OpaquePointer
    /// How many messages have no report yet.
    private var pending = 0
    /// What went wrong last between here and a broker; it need not be the end.
    private var lastTrouble = ""

    /// Errors that end it all, though librdkafka itself would try again for ever.
    private static let endings = [RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__FATAL]
    private static let sizes = [RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE]
    private static let refusals = [RD_KAFKA_RESP_ERR_INVALID_MSG, RD_KAFKA_RESP_ERR_INVALID_RECORD]

    /// Settings are librdkafka's (its CONFIGURATION.md); nothing is connected yet.
    init(topic name: String, _ settings: [String: String]) throws(KafkaFailure) {
        guard let configuration = rd_kafka_conf_new() else { throw KafkaFailure("out of memory") }
        var words = [CChar](repeating: 0, count: 512)
        for (key, value) in settings {
            let code = rd_kafka_conf_set(configuration, key, value, &words, words.count)
            guard code == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(configuration)
                throw KafkaFailure(Self.text(words))
            }
        }
        // It would write to stderr.
        rd_kafka_conf_set_log_cb(configuration, nil)
        rd_kafka_conf_set_events(configuration, RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR)
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, &words, words.count) else {
            rd_kafka_conf_destroy(configuration)
            throw KafkaFailure(Self.text(words))
        }
        // From here on the configuration is the client's.
        guard let topic = rd_kafka_topic_new(client, name, nil), let queue = rd_kafka_queue_get_main(client) else {
            rd_kafka_destroy(client)
            throw KafkaFailure(Self.words(rd_kafka_last_error()))
        }
        self.client = client
        self.topic = topic
        self.queue = queue
    }

    deinit {
        rd_kafka_queue_destroy(queue)
        rd_kafka_topic_destroy(topic)
        rd_kafka_destroy(client)
    }

    /// Sends each record, without its line end, as a message, and waits until the brokers have said of each that they
    /// have it.
    func deliver(_ records: SampleRecords, key: String, within seconds: Int) throws(KafkaFailure) {
        let deadline = ContinuousClock.now + .seconds(seconds)
        let key = Array(key.utf8)
        for range in records.ranges {
            let message = records.bytes[range].dropLast()
            while true {
                let code = produce(message, key)
                if code == RD_KAFKA_RESP_ERR_NO_ERROR { break }
                guard code == RD_KAFKA_RESP_ERR__QUEUE_FULL else { throw failure(code) }
                try takeEvent(before: deadline, seconds)
            }
        }
        while pending > 0 { try takeEvent(before: deadline, seconds) }
    }

    /// Hands a copy of the message to librdkafka.
    private func produce(_ message: ArraySlice<UInt8>, _ key: [UInt8]) -> rd_kafka_resp_err_t {
        let code = message.withUnsafeBytes { message in
            rd_kafka_produce(
                topic,
                rogue_any_partition,
                CInt(RD_KAFKA_MSG_F_COPY),
                UnsafeMutableRawPointer(mutating: message.baseAddress),
                message.count,
                key,
                key.count,
                nil
            )
        }
        guard code == 0 else { return rd_kafka_last_error() }
        pending += 1
        return RD_KAFKA_RESP_ERR_NO_ERROR
    }

    /// Waits for reports, or an error.
    private func takeEvent(before deadline: ContinuousClock.Instant, _ seconds: Int) throws(KafkaFailure) {
        let left = deadline - .now
        guard left > .zero else {
            throw KafkaFailure("no report within \(seconds) s" + (lastTrouble.isEmpty ? "" : ": " + lastTrouble))
        }
        guard let event = rd_kafka_queue_poll(queue, CInt(clamping: Int(left / .milliseconds(1)) + 1)) else { return }
        defer { rd_kafka_event_destroy(event) }
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_DR:
            while let message = rd_kafka_event_message_next(event) {
                pending -= 1
                guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { throw failure(message.pointee.err) }
            }
        case RD_KAFKA_EVENT_ERROR:
            let code = rd_kafka_event_error(event)
            // That all are down is said after why each of them is.
            if code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN {
                lastTrouble = String(cString: rd_kafka_event_error_string(event))
            }
            if Self.endings.contains(code) { throw KafkaFailure(lastTrouble.isEmpty ? Self.words(code) : lastTrouble) }
        default: break
        }
    }

    private func failure(_ code: rd_kafka_resp_err_t) -> KafkaFailure {
        if Self.sizes.contains(code) { return KafkaFailure(Self.words(code), .tooLarge) }
        if Self.refusals.contains(code) { return KafkaFailure(Self.words(code), .refused) }
        let isTimeout = code == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT && !lastTrouble.isEmpty
        return KafkaFailure(isTimeout ? lastTrouble : Self.words(code))
    }

    private static func words(_ code: rd_kafka_resp_err_t) -> String { String(cString: rd_kafka_err2str(code)) }

    private static func text(_ words: [CChar]) -> String {
        String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
