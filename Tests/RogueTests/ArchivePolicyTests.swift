import RoundRobin
import Testing

@testable import Rogue

@Suite struct ArchivePolicyTests {
    private func text(_ policy: ArchivePolicy, _ interval: Int) throws -> String {
        try policy.archives(interval: interval).map { archive in
            let name = archive.function == .average ? "" : "\(archive.function.word) "
            return "\(name)\(archive.stepsPerRow)x\(archive.rows)"
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("10s:2d", "10s:2d"),
        ("10s:2d,1m:14d:average+min+max,10m:1y", "10s:2d,1m:14d:average+min+max,10m:1y"),
        ("10:172800", "10s:2d"),
        ("60:1h:average", "1m:1h"),
        ("1m:1d:last+average", "1m:1d:last+average"),
        ("10m:10y,5m:7d", "10m:10y,5m:7d"),
        ("1d:3660d", "1d:3660d"),
        ("1m:1d,1m:1y:max", "1m:1d,1m:1y:max"),
        ("rogue", "rogue"), ("low", "low"), ("medium", "medium"), ("high", "high"),
    ])
    func aPolicyIsReadAndReadsBack(_ written: String, _ expected: String) throws {
        let policy = try ArchivePolicy(written)
        #expect(policy.description == expected)
        #expect(try ArchivePolicy(policy.description) == policy)
    }

    @Test(arguments: [
        ("", "\"\": the policy is empty"),
        (",", "\"\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"),
        ("10s:2d,", "\"\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"),
        ("higher", "\"higher\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"),
        ("Low\n", "\"Low\\n\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"),
        (
            "10s:2d:average:max",
            "\"10s:2d:average:max\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"
        ),
        ("0:2d", "\"0:2d\": the step is not a time of 1 s to 1 year, such as 10s, 5m or 1h"),
        ("-1:2d", "\"-1:2d\": the step is not a time of 1 s to 1 year, such as 10s, 5m or 1h"),
        (":2d", "\":2d\": the step is not a time of 1 s to 1 year, such as 10s, 5m or 1h"),
        ("10s:", "\"10s:\": the retention is not a time of at most 10 years, such as 1h, 14d or 1y"),
        ("10s:11y", "\"10s:11y\": the retention is not a time of at most 10 years, such as 1h, 14d or 1y"),
        (
            "1s:99999999999999999999y",
            "\"1s:99999999999999999999y\": the retention is not a time of at most 10 years, such as 1h, 14d or 1y"
        ),
        ("1m:30s", "\"1m:30s\": the retention is shorter than the step"),
        ("10s:2d,1m:1h:mean", "\"1m:1h:mean\": unknown function: it is average, min, max or last"),
        ("10s:2d:", "\"10s:2d:\": unknown function: it is average, min, max or last"),
        ("10s:2d:AVERAGE", "\"10s:2d:AVERAGE\": unknown function: it is average, min, max or last"),
        ("10s:2d:min+average+min", "\"10s:2d:min+average+min\": min is there twice"),
        ("10s:2d,25s:3d", "\"25s:3d\": the step is not a multiple of the finest, 10s"),
        ("1s:1y", "\"1s:1y\": more than 10000000 rows in all"),
        ("1s:60d,2s:60d:average+max+min", "\"2s:60d:average+max+min\": more than 10000000 rows in all"),
        ("10s:2d,60s:1d,1m:3d", "\"1m:3d\": the average of 1m is there twice"),
        ("10s:2d:min+max,1m:1y", "\"10s\": the finest step needs the average, which readers read"),
        (
            (1...5).map { "\($0)m:1y:average+min+max+last" }.joined(separator: ","),
            "\"5m:1y:average+min+max+last\": more than 16 archives"
        ),
    ])
    func aWrongPolicyIsToldInOneLine(_ written: String, _ reason: String) {
        let error = #expect(throws: ArchivePolicyError.self) { try ArchivePolicy(written) }
        #expect(error?.description == "archives " + reason)
    }

    @Test(arguments: [
        (300, "1x4032"), (60, "1x20160"), (1, "1x20160 60x20160"), (7, "1x20160 9x19200"), (59, "1x20160 2x10250"),
        (86_400, "1x14"),
    ])
    func theDefaultFollowsTheInterval(_ interval: Int, _ expected: String) throws {
        #expect(try text(.rogue, interval) == expected)
    }

    @Test(arguments: [
        ("low", 300, "1x8640"), ("low", 3600, "1x720"), ("low", 420, "1x6172"),
        ("medium", 60, "1x10080 60x8760"), ("medium", 7 * 60, "1x1440 9x8343"), ("medium", 7200, "1x4380"),
        ("high", 1, "1x3600 60x10080 3600x8760"), ("high", 10, "1x360 6x10080 360x8760"),
        ("high", 7, "1x515 9x9600 515x8748"), ("high", 300, "1x2016 12x8760"),
        ("10s:2d,1m:14d:average+min+max,10m:1y", 10, "1x17280 6x20160 min 6x20160 max 6x20160 60x52560"),
        ("10m:1y,10s:2d", 10, "1x17280 60x52560"),
        ("10s:2d,1m:1d:max", 60, "1x2880 max 1x1440"),
    ])
    func namedAndWrittenOnesAreFittedToTheInterval(_ policy: String, _ interval: Int, _ expected: String) throws {
        #expect(try text(ArchivePolicy(policy), interval) == expected)
    }

    @Test(arguments: [("low", 60, "5m", "1m"), ("10s:2d", 1, "10s", "1s"), ("medium", 10, "1m", "10s")])
    func aPolicyCoarserThanTheIntervalIsRefused(_ policy: String, _ interval: Int, _ step: String, _ is: String) throws
    {
        let error = #expect(throws: ArchivePolicyError.self) { try ArchivePolicy(policy).archives(interval: interval) }
        let reason = "the finest step, \(step), is coarser than the interval, \(`is`): samples would be lost"
        #expect(error?.description == "archives \"\(policy)\": \(reason)")
    }

    @Test func theFirstGlobThatFitsDecides() throws {
        let texts = ["disk.*;device=sda=1m:1h", "high", "disk.*=1m:2h", "disk.reads=1m:3h"]
        let rules = try ArchiveRules(texts, interval: 60)
        func rows(_ name: String, _ tags: [String: String] = [:]) -> Int? {
            rules.archives(of: MetricName(name, tags: tags), interval: 60).first?.rows
        }
        #expect(rows("disk.reads", ["device": "sda"]) == 60)
        #expect(rows("disk.reads") == 120)
        #expect(rows("CPUPercent") == 10_080)
        #expect(try ArchiveRules([], interval: 60) == ArchiveRules(interval: 60))
    }

    @Test(arguments: [["low", "high"], ["=low"], ["disk*="], ["disk*=low,"], ["=="]])
    func wrongRulesAreRefused(_ texts: [String]) {
        #expect(throws: ArchivePolicyError.self) { try ArchiveRules(texts, interval: 300) }
    }

    @Test func anArchivesDefinitionReadsBack() {
        for archive in [RoundRobinArchive(stepsPerRow: 1, rows: 7), .init(function: .last, stepsPerRow: 60, rows: 1)] {
            #expect(RoundRobinArchive(definition: archive.definition) == archive)
        }
        for text in ["", "RRA:AVERAGE:0.5:0:7", "RRA:MEAN:0.5:1:7", "RRA:AVERAGE:0.5:1", "x:AVERAGE:0.5:1:7"] {
            #expect(RoundRobinArchive(definition: text) == nil)
        }
    }
}
