import Glibc

/// A TLS server on 127.0.0.1 with a certificate of its own making: a child process.
///
/// It needs `openssl` and `python3`.
package final class TLSTestServer {
    package let port: Int
    /// The path of the certificate, which is its own authority.
    package let certificate: String
    private let folder: String
    private let process: pid_t
    private let output: UnsafeMutablePointer<FILE>

    /// What it does.
    package enum Kind: Hashable, Sendable {
        /// It answers 200 to each POST.
        case https
        /// The same to those who show its own certificate.
        case mutual
        /// The same without TLS, over the socket in its folder.
        case unix
        /// It keeps the bytes of each connection, to its end, and closes it.
        case lines
    }

    private static let lines = """
        import os, socket, ssl
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certificate.pem", "key.pem")
        server = socket.create_server(("127.0.0.1", 0))
        print(os.getpid(), server.getsockname()[1], flush=True)
        while True:
            try:
                with context.wrap_socket(server.accept()[0], server_side=True, suppress_ragged_eofs=False) as peer:
                    text = b""
                    while piece := peer.recv(65536): text += piece
                    with open("received", "ab") as file: file.write(text)
            except OSError: pass
        """

    private static let https = """
        import http.server, os, ssl
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
            def log_message(self, *arguments): pass
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certificate.pem", "key.pem")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(os.getpid(), server.server_address[1], flush=True)
        server.serve_forever()
        """

    /// The program of a kind of server.
    private static func program(_ kind: Kind) -> String {
        switch kind {
        case .lines: return lines
        case .https: return https
        case .mutual:
            let demand = "context.verify_mode = ssl.CERT_REQUIRED; context.load_verify_locations(\"certificate.pem\")"
            return https.replacing("server = http", with: demand + "\nserver = http")
        case .unix:
            let end = https.firstRange(of: "context =")?.lowerBound ?? https.endIndex
            return "import socketserver\n" + https[..<end] + """
                server = socketserver.UnixStreamServer("socket", Handler)
                print(os.getpid(), 1, flush=True)
                server.serve_forever()
                """
        }
    }

    /// Makes a key and a certificate for 127.0.0.1, and starts the server.
    package init(_ kind: Kind = .https) throws(TestServerError) {
        var template = Array("/tmp/rogue-tls-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestServerError("mkdtemp", errno: errno) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        certificate = folder + "/certificate.pem"
        let command = """
            cd \(folder) && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rogue-test \
            -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem 2>openssl.log \
            && exec python3 -c '\(Self.program(kind))' 2>python.log </dev/null
            """
        guard let output = popen(command, "re") else { throw TestServerError("popen", errno: errno) }
        var line = [CChar](repeating: 0, count: 64)
        fgets(&line, 64, output)
        let numbers = String(decoding: line.prefix { $0 > 0 }.map { UInt8($0) }, as: UTF8.self)
            .split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 2 else {
            pclose(output)
            throw TestServerError("no TLS server: see \(folder)/openssl.log and python.log")
        }
        self.output = output
        process = pid_t(numbers[0])
        port = numbers[1]
    }

    /// The path of the file with what came, for ``Kind/lines``.
    package var received: String { folder + "/received" }

    /// The path of the certificate's private key.
    package var key: String { folder + "/key.pem" }

    /// The path of the socket, for ``Kind/unix``.
    package var socket: String { folder + "/socket" }

    /// Ends the process and removes its files.
    package func stop() {
        kill(process, SIGKILL)
        pclose(output)
        for name in ["certificate.pem", "key.pem", "openssl.log", "python.log", "received", "socket"] {
            unlink(folder + "/" + name)
        }
        rmdir(folder)
    }
}
