import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct InfluxDBTests {
    private let place = "influxdb://127.0.0.1:"

    @Test func linesOfTheFirstVersion() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        #expect(try await send("\(place)\(server.port)/d%20b?rp=x%26y&tags=zone=z") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/write?db=d%20b&precision=ns&rp=x%26y")
        #expect(request.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(
            request.text == """
                CPUPercent,host=h,zone=z value=17.995833333 1795219680000000000
                disk.reads,device=sda,host=h,zone=z value=3.0 1795219740000000000

                """
        )
    }

    @Test func theSecondVersionHasATokenOfAFile() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        let folder = try TemporaryDirectory()
        try folder.write([UInt8](" secret==\n".utf8), to: "token")
        let query = "?api=2&org=my%20org&bucket=b&token_file=\(folder.file("token"))"
        #expect(try await send("\(place)\(server.port)\(query)") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/api/v2/write?precision=ns&org=my%20org&bucket=b")
        #expect(request.headers["authorization"] == "Token secret==")
    }

    @Test func seriesOfTheVersionBefore() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        #expect(try await send("influxdb://me:pw@127.0.0.1:\(server.port)/d?api=0.8") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/db/d/series?time_precision=s")
        #expect(request.headers["authorization"] == "Basic bWU6cHc=")
        let numbers = request.text.matches(of: /,(\d{1,16}),[0-9.]+,"/).map { String($0.output.1) }
        try #require(numbers.count == 2)
        let text = request.text.replacing(numbers[0], with: "N").replacing(numbers[1], with: "M")
        let columns = #""columns":["time","sequence_number","value""#
        let first = #"{"name":"CPUPercent",\#(columns),"host"],"points":[[1795219680,N,17.995833333,"h"]]}"#
        let second = #"{"name":"disk.reads",\#(columns),"device","host"],"points":[[1795219740,M,3.0,"sda","h"]]}"#
        #expect(text == "[\(first),\(second)]")
        #expect(numbers[0] != numbers[1])
    }

    @Test func gzipIsTheSameEachTimeAndReadsBack() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        let destination = try Destinations.make("\(place)\(server.port)/d?gzip=true", options: .test)
        for _ in 1...2 { #expect(await destination.send(samples) == .delivered) }
        let bodies = server.requests.map(\.body)
        #expect(bodies.count == 2 && bodies[0] == bodies[1])
        #expect(server.requests[0].headers["content-encoding"] == "gzip")
        let folder = try TemporaryDirectory()
        try folder.write(bodies[0], to: "body.gz")
        let text = try #require(output(of: "gzip -dc '\(folder.file("body.gz"))'"))
        #expect(text.hasPrefix("CPUPercent,host=h value=17.995833333 1795219680000000000\n"))
    }

    @Test func whatIsReservedIsEscaped() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        let metric = MetricName("#a b", tags: ["time": "1", "_field": "x=y"])
        let destination = try Destinations.make("\(place)\(server.port)/d", options: .test)
        #expect(await destination.send([Sample(metric, Timestamp(1), 1)]) == .delivered)
        #expect(server.requests.first?.text == "%23a\\ b,%5Ffield=x\\=y,host=h,%74ime=1 value=1.0 1000000000\n")
    }

    @Test func whatTheRetentionPolicyEndsIsRefusedOneAndAll() async throws {
        let words = #"{"error":"partial write: points beyond retention policy dropped=2"}"#
        let server = try HTTPTestServer { _, _ in .status(400, body: words) }
        defer { server.stop() }
        let destination = try Destinations.make("\(place)\(server.port)/d", options: .test)
        let reason = "HTTP 400: " + words
        #expect(await destination.send(samples) == .partly([Refusal(0, reason), Refusal(1, reason)]))
        // Only some of them: they have to be looked for.
        #expect(await destination.send(samples + samples) == .refused(reason))
    }

    @Test(arguments: [
        ("influxdb://h", "it does not name a database, as influxdb://host/DB does"),
        ("influxdb://h?api=2&org=o", "it does not name a bucket, as influxdb://host?api=2&bucket=B does"),
        ("influxdb://h/d?org=o", "'org' is not for api=1"),
        ("influxdb://h/d?api=3", "'api' is not '3', but one of 1, 2, 0.8"),
        ("influxdb://h/d?gzip=yes", "'gzip' is not 'yes', but one of true, false"),
        ("influxdb://h/d?ca_file=/etc/passwd", "'ca_file' is for TLS"),
        ("influxdb+tls://h/d?key_file=/etc/passwd", "'key_file' needs a 'cert_file'"),
        (
            "influxdb://h/d?proxy=http://u:p@h",
            "the proxy's user and password have to be in $http_proxy or $https_proxy"
        ),
        ("influxdb://u@h/d?token=t", "a user and a token exclude each other"),
    ])
    func mistakes(_ url: String, _ reason: String) {
        let words = failure { () throws(DestinationError) in _ = try Destinations.make(url, options: .test) }
        #expect(words?.hasSuffix(": " + reason) == true, "\(words ?? "none")")
    }
}
