/// Where the list of TCP sockets comes from: the kernel, or in a test what it once said.
///
/// Calls its last argument with each socket in the states, a bit for each; with bytes sent and received where wanted.
typealias SocketSource = (_ states: UInt32, _ withInfo: Bool, _ body: (TCPSocket) -> Void) throws -> Void
