import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

struct SampleFormatTests {
    private let odd: ArraySlice = [
        Sample(MetricName("cpu.user"), Timestamp(1_429_628_878), 8.5),
        Sample(MetricName("cpu.user"), Timestamp(1_429_628_879), .nan),
        Sample(MetricName("cpu.user"), Timestamp(1_429_628_880), 1e16),
        Sample(MetricName("fs,used", tags: ["mount": "/a b\"\\%", "none": ""]), Timestamp(1_429_628_878), -0.1),
    ]

    private func text(_ format: String, _ samples: ArraySlice<Sample>, _ query: String = "") throws -> String {
        let address = try Address("stdout:?format=\(format)\(query)", as: .local)
        return String(decoding: try SampleWriter(address, .test).records(samples).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (
            "badger",
            #"""
            {"datacenter": "", "region": "", "zone": "", "cluster": "", "hostname": "h", "ipv4": "", "ipv6": "", "timestamp": 1429628878, "points": [{"cpu.user": {"units": "", "value": 8.5}}, {"fs,used./a b\"\\%": {"units": "", "value": -0.1}}]}
            {"datacenter": "", "region": "", "zone": "", "cluster": "", "hostname": "h", "ipv4": "", "ipv6": "", "timestamp": 1429628880, "points": [{"cpu.user": {"units": "", "value": 1e+16}}]}

            """#
        ),
        (
            "flat",
            #"""
            {"metric":"cpu.user","host":"h","value":8.5,"timestamp":"2015-04-21T15:07:58Z"}
            {"metric":"cpu.user","host":"h","value":1e+16,"timestamp":"2015-04-21T15:08:00Z"}
            {"metric":"fs,used","host":"h","mount":"/a b\"\\%","value":-0.1,"timestamp":"2015-04-21T15:07:58Z"}

            """#
        ),
        (
            "put",
            """
            put cpu.user 1429628878 8.5 host=h
            put cpu.user 1429628880 1e+16 host=h
            put fs_used_89960dff 1429628878 -0.1 host=h mount=/a_b____fb8bab1c

            """
        ),
        (
            "line",
            #"""
            cpu.user,host=h value=8.5 1429628878000000000
            cpu.user,host=h value=1e+16 1429628880000000000
            fs\,used,host=h,mount=/a\ b"%5C%25 value=-0.1 1429628878000000000

            """#
        ),
        (
            "csv",
            "cpu.user,8.5,1429628878\r\ncpu.user,1e+16,1429628880\r\n"
                + "\"fs,used;mount=%2Fa b\"\"\\%25;none=\",-0.1,1429628878\r\n"
        ),
    ])
    func texts(_ format: String, _ expected: String) throws {
        #expect(try text(format, odd) == expected)
        #expect(try text(format, []).isEmpty)
        #expect(try text(format, odd[1...1]).isEmpty)
    }

    @Test func tcollectorIsPutWithoutTheWord() throws {
        let put = try text("put", odd)
        #expect(try text("tcollector", odd) == put.replacing("put ", with: ""))
    }

    @Test func tagsOfAllMetrics() throws {
        let query = "&tags=datacenter=EC2,ipv4=10.1.2.3,env=a%20b,device=none"
        let sample: ArraySlice = [Sample(MetricName("disk.reads", tags: ["device": "sda"]), Timestamp(1), 0.5)]
        let payload = #"""
            {"datacenter": "EC2", "region": "", "zone": "", "cluster": "", "hostname": "h", "ipv4": "10.1.2.3", \#
            "ipv6": "", "device": "none", "env": "a b", "timestamp": 1, \#
            "points": [{"disk.reads.sda": {"units": "", "value": 0.5}}]}

            """#
        #expect(try text("badger", sample, query) == payload)
        let line = #"disk.reads,datacenter=EC2,device=sda,env=a\ b,host=h,ipv4=10.1.2.3 value=0.5 1000000000"#
        #expect(try text("line", sample, query) == line + "\n")
        let wrong = "cannot send to stdout:?tags=a: 'tags' has to be like datacenter=EC2,region=us-west-1"
        #expect(
            failure { () throws(DestinationError) in _ = try Destinations.make("stdout:?tags=a", options: .test) }
                == wrong
        )
    }

    @Test func prettyIsWhatPythonPrints() throws {
        let expected = """
            {
                "cluster": "",
                "datacenter": "",
                "hostname": "web",
                "ipv4": "",
                "ipv6": "",
                "points": [
                    {
                        "cpu.user": {
                            "units": "",
                            "value": 8.5
                        }
                    }
                ],
                "region": "",
                "timestamp": 1429628878,
                "zone": ""
            }

            """
        #expect(try text("pretty", odd[0...0], "&host=web") == expected)
    }

    @Test func aPayloadIsNeverTooLongForKafka() throws {
        let many = (0..<9_000).map { index in
            let tags = ["device": String(repeating: "\u{1}", count: 100) + "\(index)"]
            return Sample(MetricName("m", tags: tags), Timestamp(index / 6_000), 0.1)
        }
        let writer = try SampleWriter(Address("stdout:", as: .local), .test)
        let records = writer.records(many[...])
        #expect(records.ranges.count > 10)
        #expect(records.ranges.allSatisfy { $0.count < 600_000 && records.bytes[$0.upperBound - 1] == 10 })
        let points = records.bytes.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self).components(of: "units")
        }
        #expect(points.reduce(0, +) == 9_000)
    }

    @Test(arguments: SampleFormat.allCases)
    func namesInTheTextAreApart(_ format: SampleFormat) throws {
        let source = try SampleSource(Address("stdout:", as: .local), .test)
        let texts = ["a b", "a_b", "a%20b", "a\\ b", "a,b", "a=b", "a\u{1}b", "aüb", "ab", "a.b"]
        let metrics = texts.map { MetricName($0) } + texts.map { MetricName("m", tags: ["k": $0]) }
        let names = metrics.map { format.storeName(of: $0, source) }
        #expect(Set(names).count == metrics.count)
    }

    /// What would be one series is told, so that the second is not sent: see `Destination.storeName(of:)`.
    @Test func whatCannotBeToldApartHasOneName() throws {
        let source = try SampleSource(Address("stdout:", as: .local), .test)
        let metrics = [MetricName("m", tags: ["a": "x"]), MetricName("m", tags: ["b": "x"]), MetricName("m.x")]
        #expect(Set(metrics.map { SampleFormat.badger.storeName(of: $0, source) }).count == 1)
        let hosts = [MetricName("m"), MetricName("m", tags: ["host": "h"])]
        #expect(Set(hosts.map { SampleFormat.line.storeName(of: $0, source) }).count == 1)
    }

    @Test func unitsAreThoseOfTheCatalogue() throws {
        #expect(UnitTable().unit(of: MetricName("m")).isEmpty)
        let directory = try TemporaryDirectory()
        #expect(UnitTable(try Prefix(making: directory.path)).unit(of: MetricName("m")).isEmpty)
    }

    /// The vectors of tcollector's own rule, but for the last sample, which nothing may hold back.
    @Test(arguments: [
        ("1000 5, 1010 5, 1020 5, 1030 6", "1000 5, 1020 5, 1030 6"),
        ("1000 5, 1100 5, 1200 5, 1299 5, 1300 5", "1000 5, 1300 5"),
        ("1000 5, 1400 6", "1000 5, 1400 6"),
        ("1000 5, 1010 5, 1020 5", "1000 5, 1020 5"),
        ("1000 5", "1000 5"),
        ("", ""),
    ])
    func deduplication(_ given: String, _ kept: String) {
        func samples(_ metric: String, _ text: String) -> [Sample] {
            text.split(separator: ", ").map { pair in
                let numbers = pair.split(separator: " ").compactMap { Int($0) }
                return Sample(MetricName(metric), Timestamp(numbers[0]), Double(numbers[1]))
            }
        }
        let all = samples("a", given) + samples("b", given)
        #expect(Array(Deduplication.thinned(all[...], seconds: 300)) == samples("a", kept) + samples("b", kept))
    }
}

extension String {
    /// How often a text is in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
