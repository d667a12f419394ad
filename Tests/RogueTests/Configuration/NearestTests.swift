import Testing

@testable import Rogue

@Suite struct NearestTests {
    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
        ("abc", "abcd", 1), ("abc", "bc", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(Nearest.distance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == expected)
        #expect(Nearest.distance(Array(right.unicodeScalars), Array(left.unicodeScalars)) == expected)
    }

    @Test(arguments: [
        ("intervall", "interval"), ("Interval", "interval"), ("inteval", "interval"), ("hearbeat", "heartbeat"),
        ("flsuh", "flush"), ("x", nil), ("", nil), ("somethingelse", nil),
        (String(repeating: "interval", count: 100_000), nil),
    ])
    func word(_ text: String, _ expected: String?) {
        #expect(Nearest.word(to: text, among: ["prefix", "interval", "heartbeat", "flush"]) == expected)
    }
}
