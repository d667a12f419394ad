import Foundation
import Rogue
import Testing

@testable import RogueCollectors

/// The whole file, by Foundation's one call that reads until nothing comes: `contents(atPath:)` gives a page of /proc.
func plainRead(_ path: String) throws -> [UInt8] {
    let file = try #require(FileHandle(forReadingAtPath: path))
    return try [UInt8](file.readToEnd() ?? Data())
}

@Suite struct ThisMachineTests {
    /// The same text of this machine's files, read both ways.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/sys/block")), arguments: Source.all)
    func agreesWithThePlainParser(source: Source) throws {
        let copy = try FixtureCopy("normal")
        let text = try plainRead("/" + source.path)
        try FileManager.default.removeItem(atPath: copy.machine.sys)
        try FileManager.default.createSymbolicLink(atPath: copy.machine.sys, withDestinationPath: "/sys")
        let found = try source.readings(copy, of: text)
        let expected = source.expected(text, copy)
        #expect(found.map(\.value) == (found.isEmpty ? [] : expected))
    }

    @Test func readsTheLivingMachine() throws {
        var collectors = try Collectors.rogue.map { try $0.init(Machine()) }
        var readings: [Reading] = []
        for index in collectors.indices { try collectors[index].collect(into: &readings) }
        #expect(Set(readings.map(\.metric)).isSuperset(of: [RogueMemory.percent, RogueNetwork.bytesSent]))
        for case .gauge(let value) in readings.map(\.value) { #expect((0...100).contains(value)) }
    }

    /// A namespace with so many interfaces that the kernel needs several reads to tell of them all.
    @Test(.enabled(if: Namespace.isPossible)) func interfacesOverManyPages() throws {
        let namespace = try Namespace()
        defer { withExtendedLifetime(namespace) {} }
        let machine = Machine(proc: "/proc/\(namespace.process)")
        var collector = try RogueNetwork(machine)
        // Between two equal looks the third is equal too: IPv6 may still be talking.
        for _ in 0..<1_000 {
            let before = String(decoding: try plainRead(machine.proc + "/net/dev"), as: UTF8.self)
            var readings: [Reading] = []
            try collector.collect(into: &readings)
            guard try plainRead(machine.proc + "/net/dev").elementsEqual(before.utf8) else { continue }
            #expect(before.split(separator: "\n").count == 2 + 1 + 120 && before.utf8.count > 3 * 4_096)
            let sums = PlainParser.interfaces(dev: before)
            #expect(readings.map(\.value) == sums.map { .counter($0) } && sums[1] > 0)
            return
        }
        Issue.record("the interfaces never stood still")
    }
}

/// A network namespace of its own, with lo and 60 pairs of interfaces that have seen some bytes.
final class Namespace {
    private let child: Process
    private let input = Pipe()

    /// A process that lives in it.
    var process: Int32 { child.processIdentifier }

    /// Whether this user and this kernel can make one.
    static var isPossible: Bool {
        let trial = Process()
        trial.executableURL = URL(filePath: "/usr/bin/unshare")
        trial.arguments = ["-n", "ip", "link", "add", "left", "type", "veth", "peer", "name", "right"]
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.run()) != nil else { return false }
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }

    /// Sends a datagram through each pair, says so, and waits until it is let go.
    private static let script = """
        set -e
        for i in {1..60}; do
            ip link add left$i type veth peer name right$i
            ip link set left$i arp off addrgenmode none up
            ip link set right$i addrgenmode none up
            ip addr add 10.9.$i.1/24 dev left$i
            echo some bytes > /dev/udp/10.9.$i.2/9
        done
        echo ready
        read -r _ || true
        """

    init() throws {
        let output = Pipe()
        child = Process()
        child.executableURL = URL(filePath: "/usr/bin/unshare")
        child.arguments = ["-n", "bash", "-c", Self.script]
        child.standardInput = input
        child.standardOutput = output
        try child.run()
        try #require(output.fileHandleForReading.availableData == Data("ready\n".utf8))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        child.waitUntilExit()
    }
}
