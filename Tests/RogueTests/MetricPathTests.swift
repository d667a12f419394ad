import Rogue
import RogueTestSupport
import Testing

@Suite struct MetricPathTests {
    @Test(arguments: [
        (MetricName("CPUPercent"), "CPUPercent.rrd", "CPUPercent"),
        (MetricName("disk.reads", tags: ["device": "sda"]), "disk/reads/device=sda.rrd", "disk.reads;device=sda"),
        (
            MetricName("fs.used", tags: ["mount": "/home", "fstype": "ext4"]),
            "fs/used/fstype=ext4/mount=%2Fhome.rrd", "fs.used;fstype=ext4;mount=%2Fhome"
        ),
        (MetricName("a", tags: ["k": "x=y;z"]), "a/k=x%3Dy%3Bz.rrd", "a;k=x%3Dy%3Bz"),
        (MetricName("a", tags: [".k": "100%"]), "a/%2Ek=100%25.rrd", "a;%2Ek=100%25"),
        (MetricName("a=b"), "a%3Db.rrd", "a%3Db"),
        (MetricName("grüße"), "grüße.rrd", "grüße"),
        (MetricName("a\n"), "a%0A.rrd", "a%0A"),
        (MetricName("a", tags: ["k": ""]), "a/k=.rrd", "a;k="),
    ])
    func namesAndPathsAreExactBothWays(metric: MetricName, path: String, text: String) {
        #expect(MetricPath.path(of: metric) == path)
        #expect(MetricPath.metric(at: path) == metric)
        #expect(metric.description == text)
    }

    @Test(arguments: ["", ".", "a..b", ".a", "a.", String(repeating: "x", count: 201)])
    func namesWithoutAPathAreRefused(base: String) {
        #expect(MetricPath.path(of: MetricName(base)) == nil)
        #expect(
            MetricPath.path(of: MetricName("a", tags: [base: "v"])) == nil || !base.isEmpty && base.utf8.count < 200
        )
    }

    @Test(arguments: [
        "a", "a.rrd.bak-12", "a%2.rrd", "a%zz.rrd", "load.1m.rrd", "k=v/a.rrd", "a//b.rrd", ".rrd", "%41.rrd",
    ])
    func pathsThatNoMetricHasAreNone(path: String) {
        #expect(MetricPath.metric(at: path) == nil)
    }

    @Test func randomNamesSurvive() {
        var random = SeededGenerator(seed: 7)
        let alphabet: [Character] = ["a", "%", "/", "=", ";", " ", "\u{1}", "é", "2", "F", "\"", ","]
        for _ in 0..<5000 {
            func word() -> String {
                String((0..<Int.random(in: 1...5, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            }
            let metric = MetricName(word() + "." + word(), tags: ["a" + word(): word(), "b" + word(): word()])
            let path = MetricPath.path(of: metric)
            #expect(path.flatMap(MetricPath.metric(at:)) == metric)
        }
    }
}
