import RogueTestSupport
import Testing

@testable import Rogue

/// Files that were right before something happened to them: each is read, or refused with places, and nothing crashes.
@Suite struct ConfigurationFuzzTests {
    private static let seeds = [
        """
        prefix: /var/lib/rogue # where
        interval: ${I:-10s}
        archives: {default: rogue, "cpu.*": "1s:6h,1m:14d", '/^a{2}/': low}
        tags: {datacenter: EC2, host: ${HOSTNAME}, zone: "a\\tb\\u00e4"}
        collectors:
          cpu: {interval: 1s, exclude: ["*;device=sr*", "/^(a|b){3}/"]}
          process:
            groups:
              - name: web
                pattern: "^nginx"
          exec:
            - {name: q, command: [/bin/q, --all], timeout: 5s, max_series: 100}
        destinations:
        - {name: main, url: "https://h/", port: 1, include: [a, b]}
        """,
        "{\"core\": {\"hostname\": \"a//b\"}, /* c */ \"modules\": {\"config\": \".\", \"included_modules\": [\"cpu\"]}}",
    ]
    private static let pieces = [
        "{", "}", "[", "]", ": ", ", ", "- ", "\n", "\t", "\"", "'", "#", "&a ", "*a", "!!", "<<: ", "---\n", "|\n",
        "${",
        "$", "\0", "\u{feff}", "\u{85}", "\r\n", "%", "?", "9999999999999999999999", "//", "/*", "*/", "\\", "~",
    ].map { [UInt8]($0.utf8) }

    private func mutated(_ seed: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...place, using: &random))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    @Test func whateverIsInAFileIsReadOrRefused() throws {
        let folder = try ConfigurationFolder()
        var refused = 0
        let rounds = try Fuzz.run("configuration") { random in
            let text = [UInt8](Self.seeds.randomElement(using: &random)?.utf8 ?? "".utf8)
            try folder.write(mutated(text, &random), to: ConfigurationFolder.main)
            let mistakes = folder.mistakes(["HOSTNAME": "h"])
            if !mistakes.isEmpty { refused += 1 }
            for line in mistakes where !line.hasPrefix("…") {
                #expect(line.firstMatch(of: /^f\.yaml:[1-9][0-9]*:[1-9][0-9]*: ./) != nil, "\(line)")
                #expect(!line.contains { $0.isNewline }, "\(line)")
            }
        }
        #expect(refused > 0 && rounds > 10)
    }

    @Test func whateverIsInAStatBadgersFileIsReadOrRefused() throws {
        let folder = try ConfigurationFolder()
        var refused = 0
        let rounds = try Fuzz.run("Stat Badger's configuration") { random in
            try folder.write(mutated(Array(Self.seeds[1].utf8), &random), to: ConfigurationFolder.main)
            if (try? BadgerConfiguration.yaml(of: folder.path())) == nil { refused += 1 }
        }
        #expect(refused > 0 && rounds > 10)
    }
}
