import Rogue
import RogueDestinations
import Testing

struct DestinationsTests {
    @Test(arguments: [
        ("https://h", "https://h:443/_metrics/custom"),
        ("https://h:443/", "https://h:443/_metrics/custom"),
        ("HTTP://H/api/put", "http://h:80/api/put"),
        ("https://key:secret@h/?token=1&db=x&sig=2&host=a", "https://h:443/_metrics/custom?db=x&host=a"),
        ("https://h/a?name=", nil),
        ("https://h/a?db=x&name=main%20store", "main store"),
        ("https://[::1]:8443/a", "https://[::1]:8443/a"),
        ("grok://h", "grok://h:2003"),
        ("grok://[fe80::1%25eth0]", "grok://[fe80::1%25eth0]:2003"),
        ("grok://h:1/?name=g", "g"),
        ("graphite://h?prefix=dc.one&host=web", "graphite://h:2003?prefix=dc.one&host=web"),
        ("graphite://h:2003/", "graphite://h:2003"),
        ("graphite://h?protocol=pickle", "graphite://h:2004?protocol=pickle"),
        ("stdout:", "stdout:"),
        ("STDOUT:?format=csv", "stdout:?format=csv"),
        ("stdout:?name=out&format=csv", "out"),
        ("exec:/usr/bin/sink%20x?format=csv&args=a%20b", "exec:/usr/bin/sink x?format=csv&args=a%20b"),
    ])
    func names(_ url: String, _ name: String?) {
        #expect((try? Destinations.make(url, options: .test))?.name == name)
    }

    @Test(arguments: [
        ("grok://h?nmae=x", "cannot send to grok://h?nmae=x: unknown query item 'nmae': did you mean 'name'?"),
        (
            "grok://h?host=x",
            "cannot send to grok://h?host=x: unknown query item 'host': there are name, ca_file, cert_file, key_file"
        ),
        (
            "graphite://h?prefx=x",
            "cannot send to graphite://h?prefx=x: unknown query item 'prefx': did you mean 'prefix'?"
        ),
        ("graphite://h?prefix=", "cannot send to graphite://h?prefix=: 'prefix' has to have a value of 1 to 200 bytes"),
        ("graphite://h?host", "cannot send to graphite://h?host: 'host' has to have a value of 1 to 200 bytes"),
        ("grok://h?name=a&name=b", "cannot send to grok://h?name=a&name=b: 'name' is given more than once"),
        ("grok://h?name=a%0Ab", "cannot send to grok://h?name=a%0Ab: there is a control character in 'name'"),
        ("grok://h/path", "cannot send to grok://h/path: it takes no path"),
        ("stdout://h", "cannot send to stdout://h: it takes no host: write stdout:, and no // behind it"),
        ("stdout:/dev/null", "cannot send to stdout:/dev/null: it takes no path"),
        (
            "stdout:?format=tcollector&dedup=x",
            "cannot send to stdout:?format=tcollector&dedup=x: 'dedup' is not 'x', but a time such as 300 or 5m"
        ),
        ("exec:sink", "cannot send to exec:sink: it does not name a program, as exec:/path/to/it does"),
        ("exec:", "cannot send to exec:: it does not name a program, as exec:/path/to/it does"),
        ("graphite://u@h", "cannot send to graphite://***@h: it takes no user and no password"),
        ("https://h/?host=", "cannot send to https://h/?host=: 'host' has to have a value of 1 to 200 bytes"),
    ])
    func refusedURLs(_ url: String, _ message: String) {
        #expect(failure { () throws(DestinationError) in _ = try Destinations.make(url, options: .test) } == message)
    }

    @Test func anUnknownSchemeIsToldWhatIsKnown() {
        let known = Destinations.all.flatMap { $0.schemes }.joined(separator: ", ")
        #expect(known.hasPrefix("http, https, "))
        let message = failure { () throws(DestinationError) in _ = try Destinations.make("ftp://h", options: .test) }
        #expect(message == "cannot send to ftp://h: unknown scheme 'ftp'; known: " + known)
    }

    @Test func aLongNameHasToBeReplaced() {
        let url = "https://h/" + String(repeating: "x", count: 200)
        let message = failure { () throws(DestinationError) in _ = try Destinations.make(url, options: .test) }
        #expect(message?.hasSuffix("it needs a short name to be known by: add ?name=NAME") == true)
        #expect((try? Destinations.make(url + "?name=x", options: .test))?.name == "x")
    }

    @Test func aMissingCertificateFileIsFoundAtOnce() {
        var options = DestinationOptions.test
        options.caCertificate = "/nonexistent/ca.pem"
        let message = failure { () throws(DestinationError) in
            _ = try Destinations.make("https://h", options: options)
        }
        let reason = "cannot read the certificates in /nonexistent/ca.pem: No such file or directory"
        #expect(message == "cannot send to https://h: " + reason)
    }

    @Test func batchLimits() throws {
        #expect(try Destinations.make("https://h", options: .test).batchLimit == 1_000)
        #expect(try Destinations.make("grok://h", options: .test).batchLimit > 0)
        #expect(try Destinations.make("graphite://h", options: .test).batchLimit > 0)
    }

    @Test func thisHostHasAName() {
        #expect(!DestinationOptions().host.isEmpty)
        #expect(DestinationOptions().timeout == 30)
        #expect(DestinationOptions(timeout: 0).timeout == 1)
    }
}
