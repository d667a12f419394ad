import Testing

@testable import Rogue

@Suite struct MetricPatternTests {
    private static let metrics = [
        MetricName("CPUPercent"), MetricName("disk.reads", tags: ["device": "sda"]), MetricName("disk.writes"),
    ]

    @Test(arguments: [
        ("CPUPercent", [0]), ("*", [0, 1, 2]), ("disk.*", [1, 2]), ("*;device=s*", [1]), ("disk", []),
        ("[Cd]*", [0, 1, 2]),
        ("/disk/", [1, 2]), ("/^disk\\.(reads|writes)$/", [2]), ("/;device=sd[a-c]$/", [1]), ("/./", [0, 1, 2]),
        ("/a{3}/", []),
    ])
    func patterns(_ text: String, _ expected: [Int]) throws {
        let pattern = try MetricPattern(text)
        #expect(Self.metrics.indices.filter { pattern.matches(Self.metrics[$0]) } == expected)
        #expect(try MetricPattern(text) == pattern)
    }

    @Test(arguments: [
        ("", "pattern \"\": it is empty"),
        ("/", "pattern \"/\": a regular expression ends with a slash, too"),
        ("/a", "pattern \"/a\": a regular expression ends with a slash, too"),
        ("//", "pattern \"//\": it is empty"),
        ("/(/", "pattern \"/(/\": Unmatched ( or \\("),
        ("/a{1,2/", "pattern \"/a{1,2/\": Unmatched \\{"),
        ("/a\n(/", "pattern \"/a\\n(/\": Unmatched ( or \\("),
        ("/(((a{99}){99}){99}){99}/", "pattern \"/(((a{99}){99}){99}){99}/\": it repeats too much"),
        ("/{9999}a{9999}/", "pattern \"/{9999}a{9999}/\": it repeats too much"),
    ])
    func whatIsNoPatternIsRefused(_ text: String, _ reason: String) {
        let error = #expect(throws: PatternError.self) { try MetricPattern(text) }
        #expect(error?.description == reason)
    }

    @Test(arguments: ["x", "/x"])
    func lengthIsLimited(_ start: String) {
        let text = start + String(repeating: "x", count: 600) + (start == "x" ? "" : "/")
        #expect(throws: PatternError.self) { try MetricPattern(text) }
    }

    @Test(arguments: [
        ([], [], [0, 1, 2]), (["disk*"], [], [1, 2]), ([], ["/e=sda/"], [0, 2]),
        (["disk*", "CPU*"], ["*.writes"], [0, 1]),
        (["*"], ["*"], []),
    ])
    func selections(_ include: [String], _ exclude: [String], _ expected: [Int]) throws {
        let selection = MetricSelection(
            include: try include.map { try MetricPattern($0) },
            exclude: try exclude.map { try MetricPattern($0) }
        )
        #expect(Self.metrics.indices.filter { selection.selects(Self.metrics[$0]) } == expected)
    }
}
