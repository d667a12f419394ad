import Rogue
import Testing

@testable import RogueCollectors

@Suite struct BadgerJSONTests {
    private static let payload = #"""
        {"datacenter": "EC2", "region": "us-west-1", "zone": "", "cluster": "c1", "hostname": "node-01", \#
        "ipv4": "10.10.10.2", "ipv6": "", "timestamp": 1429628878.5, \#
        "points": [{"cpu.user": {"units": "percent", "value": 8.5}}, {"load.one": {"value": 3, "units": ""}}]}
        """#

    private func parse(_ text: String) throws -> PluginLine {
        try BadgerJSON.parse(Array(text.utf8)[...])
    }

    @Test func aPayload() throws {
        let line = try parse(Self.payload)
        #expect(line.points.map(\.name.description) == ["cpu.user", "load.one"])
        #expect(line.points.map(\.value) == [8.5, 3] && line.points.map(\.unit) == ["percent", ""])
        #expect(line.points.allSatisfy { $0.time == 1_429_628_878.5 } && line.refused == 0)
    }

    @Test(arguments: [
        (#"[{"cpu.user":{"value":8,"units":"percent"}}]"#, ["cpu.user=8.0 percent"], 0),
        (#" [ { "a" : { "units" : "B" , "value" : -1.5E3 } } ] "#, ["a=-1500.0 B"], 0),
        (#"[{"a":{"value":1}},{"b":{"value":2,"more":[1,{"x":[]}]}}]"#, ["a=1.0 ", "b=2.0 "], 0),
        (#"[{"a":{"value":1},"b":{"value":2}}]"#, ["a=1.0 ", "b=2.0 "], 0),
        (#"["cpu.ctxt_per_sec",{"a":{"value":1}},null]"#, ["a=1.0 "], 2),
        (#"[{"a":{"value":null}},{"b":{"value":NaN}},{"c":{"value":-Infinity}},{"d":{"value":"1"}}]"#, [], 4),
        (#"[{"a":{"value":1e999}},{"b":8},{"c":{"units":"x"}},{"":{"value":1}},{"a b":{"value":1}}]"#, [], 5),
        (#"[{"\u00e4\n":{"value":1}},{"\ud83d\ude00\/":{"value":1,"units":"\"\\"}}]"#, ["😀%2F=1.0 \"\\"], 1),
        ("[]", [], 0), ("[{}]", [], 0), (#"{"points":[]}"#, [], 0),
    ])
    func lists(text: String, points: [String], refused: Int) throws {
        let line = try parse(text)
        #expect(line.points.map { "\($0.name)=\($0.value) \($0.unit)" } == points && line.refused == refused)
    }

    @Test(arguments: [
        "", "[", "[]]", "[1,]", "{", #"{"points":[}"#, #"[{"a":{"value":1}}"#, #"[{"a":{"value":1,}}]"#, #"[{"a"}]"#,
        #"[{"a":{"value":1x}}]"#, #"["\u12"]"#, #"["\ud800"]"#, #"["\q"]"#, "[\"a\tb\"]", "[tru]", "[ ,1]", "7",
        #"{"points":[],"timestamp":}"#, #"[{"a":{"value":1}}] x"#,
        String(repeating: "[", count: 60_000), #"[{"a":"# + String(repeating: #"{"a":"#, count: 9_000),
    ])
    func halfATextIsRefused(text: String) {
        #expect(throws: LineFault.badJSON) { _ = try parse(text) }
    }

    @Test func everyBeginningOfAPayloadIsRefused() {
        let bytes = Array(Self.payload.utf8)
        for end in bytes.indices {
            #expect(throws: LineFault.self) { _ = try BadgerJSON.parse(bytes[..<end]) }
        }
    }
}
