import Glibc
import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct LineOutputTests {
    private let ends: (reading: CInt, writing: CInt)
    private let output: LineOutput

    init() throws {
        // As each of the programs does.
        signal(SIGPIPE, SIG_IGN)
        var pair: [CInt] = [-1, -1]
        try #require(pipe(&pair) == 0)
        ends = (pair[0], pair[1])
        output = LineOutput(pair[1])
    }

    /// Reads what is in the pipe, without waiting for more.
    private func drain() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var entry = pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 0) > 0, entry.revents & Int16(POLLIN) != 0 {
            let count = read(ends.reading, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func linesArriveAsTheyAre() {
        let lines = (1...1_000).map { "line \($0)\n" }.joined()
        #expect(output.deliver(Array(lines.utf8), within: 1) == .delivered)
        #expect(drain() == lines)
        #expect(output.deliver([], within: 1) == .delivered)
        close(ends.reading)
        close(ends.writing)
    }

    @Test func aReaderThatSleepsGetsWholeLines() {
        let lines = (1...20_000).map { "line \($0)\n" }.joined()
        let outcome = output.deliver(Array(lines.utf8), within: 1)
        #expect(outcome == .unavailable("the reader did not take it within 1 s"))
        let text = drain()
        #expect(!text.isEmpty && text.hasSuffix("\n") && lines.hasPrefix(text))
        #expect(output.deliver(Array("again\n".utf8), within: 1) == .delivered)
        #expect(drain() == "again\n")
        close(ends.reading)
        close(ends.writing)
    }

    @Test func theRestOfACutLineIsNotTheBeginningOfTheNext() {
        let line = String(repeating: "x", count: 1_000_000) + "\n"
        #expect(output.deliver(Array(line.utf8), within: 1).unavailability != nil)
        let cut = drain()
        #expect(!cut.isEmpty && !cut.contains("\n"))
        #expect(output.deliver(Array("next\n".utf8), within: 1) == .delivered)
        #expect(drain() == "\nnext\n")
        close(ends.reading)
        close(ends.writing)
    }

    @Test func aReaderThatHasGoneIsAnError() {
        close(ends.reading)
        #expect(output.deliver(Array("x\n".utf8), within: 1) == .unavailable("cannot write: Broken pipe"))
        close(ends.writing)
    }
}
