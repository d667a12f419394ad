import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

/// OpenTSDB, KairosDB and Gnocchi, against stand-ins.
@Suite(.timeLimit(.minutes(1)))
struct TimeSeriesHTTPTests {
    private let odd: ArraySlice<Sample> = [Sample(MetricName("a b", tags: ["k": "é"]), Timestamp(1), 1)]

    @Test func openTSDBNamesThePointsThatItRefuses() async throws {
        let answer = #"""
            {"errors":[{"datapoint":{"metric":"disk.reads","timestamp":1795219740,"value":"3.0",
            "tags":{"device":"sda","host":"h"}},"error":"no such metric"}],"failed":1,"success":1}
            """#
        let server = try HTTPTestServer { _, _ in .status(400, body: answer) }
        defer { server.stop() }
        let url = "opentsdb://127.0.0.1:\(server.port)"
        #expect(try await send(url) == .partly([Refusal(1, "HTTP 400: no such metric")]))
        #expect(server.requests.first?.target == "/api/put?details")
    }

    @Test(arguments: [
        "no JSON", #"{"errors":[],"failed":0,"success":2}"#,
        #"{"errors":[{"datapoint":{"metric":"x","timestamp":1,"tags":{}},"error":"e"}],"failed":1,"success":1}"#,
    ])
    func anAnswerOfOpenTSDBThatSaysNothingIsLookedInto(_ answer: String) async throws {
        let server = try HTTPTestServer { _, _ in .status(400, body: answer) }
        defer { server.stop() }
        #expect(try await send("opentsdb://127.0.0.1:\(server.port)").refusal != nil)
    }

    @Test func openTSDBOverTelnet() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        #expect(try await send("opentsdb://127.0.0.1:\(server.port)?protocol=telnet") == .delivered)
        #expect(
            server.texts == [
                """
                put CPUPercent 1795219680 17.995833333 host=h
                put disk.reads 1795219740 3.0 device=sda host=h

                """
            ]
        )
    }

    @Test func openTSDBsTelnetLinesHaveALimit() throws {
        let telnet = try Destinations.make("opentsdb://h?protocol=telnet&host=h", options: .test)
        let long = MetricName(String(repeating: "a", count: 966))
        let longest = "put \(long) 12345678901234567890 -1.7976931348623157e+308 host=h"
        #expect(longest.utf8.count == 1_023)
        let http = try Destinations.make("opentsdb://h?host=h", options: .test)
        #expect(telnet.storeName(of: long) == http.storeName(of: long))
        let longer = MetricName(long.base + "a")
        #expect(telnet.storeName(of: longer) == .impossible("its line would be longer than 1023 bytes"))
    }

    @Test func openTSDBHasNoMoreThanEightTags() throws {
        let destination = try Destinations.make("opentsdb://h", options: .test)
        let tags = Dictionary((1...8).map { ("k\($0)", "v") }) { $1 }
        #expect(destination.storeName(of: MetricName("a", tags: tags)) == .impossible("it has more than 8 tags"))
        #expect(destination.storeName(of: MetricName("a b")) != destination.storeName(of: MetricName("a_b")))
    }

    @Test func kairosDBHasMillisecondsAndDoubles() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        #expect(try await send("kairosdb://127.0.0.1:\(server.port)") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/api/v1/datapoints")
        let points = [
            #"[[1795219680000,17.995833333]],"tags":{"host":"h"}"#,
            #"[[1795219740000,3.0]],"tags":{"device":"sda","host":"h"}"#,
        ]
        let names = ["CPUPercent", "disk.reads"]
        let all = zip(names, points).map { #"{"name":"\#($0)","type":"double","datapoints":\#($1)}"# }
        #expect(request.text == "[" + all.joined(separator: ",") + "]")
    }

    @Test func gnocchiIsSetUpWhereItIsNot() async throws {
        let server = try HTTPTestServer { request, number in
            switch request.target {
            case "/v1/archive_policy": .status(201)
            case "/v1/resource/generic": .status(409)
            default: number == 0 ? .status(400, body: "Unknown resources: h") : .status(202)
            }
        }
        defer { server.stop() }
        let url = "gnocchi://me@127.0.0.1:\(server.port)?granularity=1s&retention=1h&tags=zone=z"
        let destination = try Destinations.make(url, options: .test)
        for _ in 1...2 { #expect(await destination.send(samples) == .delivered) }
        let measures = "/v1/batch/resources/metrics/measures?create_metrics=true"
        let expected = [measures, "/v1/archive_policy", "/v1/resource/generic", measures, measures]
        #expect(server.requests.map(\.target) == expected)
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Basic bWU6" })
        let policy =
            #"{"name":"rogue-1s-3600s","aggregation_methods":["mean","min","max"],"#
            + #""definition":[{"granularity":1,"points":3600}]}"#
        #expect(server.requests[1].text == policy)
        #expect(server.requests[2].text == #"{"id":"h"}"#)
        let start =
            #"{"h":{"CPUPercent;zone=z":{"archive_policy_name":"rogue-1s-3600s","#
            + #""measures":[{"timestamp":1795219680,"value":17.995833333}]},"#
        #expect(server.requests[3].text.hasPrefix(start + #""disk.reads;device=sda;zone=z":"#))
    }

    @Test func gnocchiThatRefusesToBeSetUpKeepsAll() async throws {
        let server = try HTTPTestServer { request, _ in
            request.target == "/v1/archive_policy" ? .status(500) : .status(400, body: "Unknown resources: h")
        }
        defer { server.stop() }
        #expect(try await send("gnocchi://me@127.0.0.1:\(server.port)") == .unavailable("archive policy: HTTP 500"))
    }

    @Test(arguments: ["opentsdb", "kairosdb", "gnocchi", "prometheus", "influxdb"])
    func nothingIsSentForNothing(_ scheme: String) async throws {
        let path = scheme == "influxdb" ? "/d" : ""
        let destination = try Destinations.make("\(scheme)://127.0.0.1:1\(path)", options: .test)
        #expect(await destination.send([]) == .delivered)
        #expect(await destination.send([Sample(MetricName("m"), Timestamp(1), .infinity)]) == .delivered)
    }

    @Test func namesArePlain() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        for scheme in ["opentsdb", "kairosdb"] {
            let destination = try Destinations.make("\(scheme)://127.0.0.1:\(server.port)", options: .test)
            #expect(await destination.send(odd) == .delivered)
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.text.contains("a_b_10a3f9f2") && !$0.text.contains("é") })
    }
}
