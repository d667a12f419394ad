import Glibc
import Rogue
import Synchronization

/// A descriptor of somebody else's that lines are written to: a pipe, a file, a terminal.
///
/// What is written is delivered: there is nobody to ask.
final class LineOutput: Sendable {
    /// This process's own.
    static let standard = LineOutput(STDOUT_FILENO)

    private let descriptor: CInt
    /// Whether what was written last ended within a line.
    ///
    /// Its lock keeps two destinations from writing into each other's lines.
    private let isCut = Mutex(false)

    /// What a pipe takes as a whole where poll(2) says that it takes anything: `PIPE_BUF` of pipe(7).
    ///
    /// So nothing waits for the reader beyond the time limit, though the descriptor, which others have too, is blocking.
    private static let longestWrite = 4_096

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// Writes all lines, within so many seconds.
    func deliver(_ lines: [UInt8], within seconds: Int) -> Outcome {
        isCut.withLock { isCut in
            // The rest of a line that came to nothing must not become the beginning of the next.
            var rest = ((isCut ? [UInt8(ascii: "\n")] : []) + lines)[...]
            let deadline = ContinuousClock.now + .seconds(seconds)
            while !rest.isEmpty {
                let piece = Self.piece(of: rest)
                guard isReady(before: deadline) else {
                    return .unavailable("the reader did not take it within \(seconds) s")
                }
                let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                    isCut = piece[piece.startIndex + count - 1] != UInt8(ascii: "\n")
                } else if count < 0, errno != EINTR, errno != EAGAIN {
                    return .unavailable("cannot write: " + String(cString: strerror(errno)))
                }
            }
            return .delivered
        }
    }

    /// As many whole lines as are taken at once, or a part of a longer one.
    private static func piece(of lines: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let most = lines.prefix(longestWrite)
        guard let end = most.lastIndex(of: UInt8(ascii: "\n")) else { return most }
        return most[...end]
    }

    /// Whether something can be written, or an error be met, before the deadline.
    private func isReady(before deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = deadline - .now
            guard left > .zero else { return false }
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            if poll(&entry, 1, CInt(clamping: Int(left / .milliseconds(1)) + 1)) > 0 { return true }
        }
    }
}
