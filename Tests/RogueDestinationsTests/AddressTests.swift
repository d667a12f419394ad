import RogueDestinations
import Testing

struct AddressTests {
    @Test func partsOfAFullURL() throws {
        let address = try Address("HTTPS://us%40er:p%3Ass%2F@Example.COM:8443/api/put?host=a%20b&sync&x=1=2%26")
        #expect(address.scheme == "https")
        #expect(address.user == "us@er")
        #expect(address.password == "p:ss/")
        #expect(address.host == "example.com")
        #expect(address.port == 8443)
        #expect(address.path == "/api/put")
        #expect(address.query.map(\.key) == ["host", "sync", "x"])
        #expect(address.query.map(\.value) == ["a b", nil, "1=2&"])
        #expect(address.query.map(\.text) == ["host=a%20b", "sync", "x=1=2%26"])
    }

    @Test func partsOfAShortURL() throws {
        let address = try Address("grok://h")
        #expect(address.user == nil)
        #expect(address.password == nil)
        #expect(address.port == nil)
        #expect(address.path == "/")
        #expect(address.query == [])
    }

    @Test(arguments: [
        ("http://[::1]:8080/", "::1", 8080),
        ("grok://[2001:DB8::7]", "2001:db8::7", nil),
        ("grok://[fe80::1%25eth0]:9", "fe80::1%eth0", 9),
        ("graphite://127.0.0.1:1", "127.0.0.1", 1),
        ("graphite://under_score.local:65535", "under_score.local", 65_535),
    ])
    func hosts(_ url: String, _ host: String, _ port: Int?) throws {
        let address = try Address(url)
        #expect(address.host == host)
        #expect(address.port == port)
    }

    @Test(arguments: [
        ("k://a:1,B:2,c/t?x=y", "a", 1, ["b:2", "c"], "/t"),
        ("k://u:p@a,[::1]:9/t", "a", nil, ["[::1]:9"], "/t"),
        ("k://a/t", "a", nil, [], "/t"),
    ])
    func severalHosts(_ url: String, _ host: String, _ port: Int?, _ others: [String], _ path: String) throws {
        let address = try Address(url, as: .hosts)
        #expect(address.host == host && address.port == port)
        #expect(address.otherHosts == others && address.path == path)
    }

    @Test(arguments: ["k://a,/t", "k://,a/t", "k://a,b c/t", "k://a,b:99999/t", "k://a,b:x/t"])
    func malformedHosts(_ url: String) {
        #expect(throws: DestinationError.self) { try Address(url, as: .hosts) }
    }

    @Test func somethingOnThisMachine() throws {
        let address = try Address("EXEC:/a%20b/c?x=1&y", as: .local)
        #expect(address.scheme == "exec" && address.host.isEmpty && address.port == nil)
        #expect(address.path == "/a b/c")
        #expect(address.query.map(\.text) == ["x=1", "y"])
    }

    @Test func aKeyAsUserHasAnEmptyPassword() throws {
        let address = try Address("https://KEY:@h/")
        #expect(address.user == "KEY")
        #expect(address.password == "")
    }

    @Test func nonASCIITextIsPercentEncoded() throws {
        let address = try Address("https://h/ü?q=ü")
        #expect(address.path.lowercased() == "/%c3%bc")
        #expect(address.query.first?.value == "ü")
    }

    @Test(arguments: [
        ("", "cannot send to '': it does not start as a URL does, with scheme://host"),
        ("h", "cannot send to h: it does not start as a URL does, with scheme://host"),
        ("h:80", "cannot send to h:80: it does not start as a URL does, with scheme://host"),
        ("://h", "cannot send to ://h: it does not start as a URL does, with scheme://host"),
        ("http:/h", "cannot send to http:/h: it does not start as a URL does, with scheme://host"),
        ("http:///h", "cannot send to http:///h: there is no host in it"),
        ("http://", "cannot send to http://: there is no host in it"),
        ("grok://:2003", "cannot send to grok://:2003: there is no host in it"),
        ("grok://h:0", "cannot send to grok://h:0: the port is not a number from 1 to 65535"),
        ("grok://h:99999", "cannot send to grok://h:99999: the port is not a number from 1 to 65535"),
        ("grok://h:x", "cannot send to grok://h:x: the port is not a number from 1 to 65535"),
        ("grok://h:-1", "cannot send to grok://h:-1: the port is not a number from 1 to 65535"),
        ("http://a b", "cannot send to http://a b: there is a space or control character in it"),
        ("http://h/a b", "cannot send to http://h/a b: there is a space or control character in it"),
        (" http://h", "cannot send to  http://h: there is a space or control character in it"),
        ("http://h\n", "cannot send to http://h : there is a space or control character in it"),
        ("http://h/\0", "cannot send to http://h/ : there is a space or control character in it"),
        ("http://h/#x", "cannot send to http://h/#x: '#' has to be written as %23"),
    ])
    func malformed(_ url: String, _ message: String) {
        #expect(failure { () throws(DestinationError) in _ = try Address(url) } == message)
    }

    @Test(arguments: ["http://[::1", "http://h,i/", "http://u:%0a@h/", "1 http://h", "a/b://h"])
    func malformedInLibcurlsWords(_ url: String) throws {
        let message = try #require(failure { () throws(DestinationError) in _ = try Address(url) })
        #expect(message.hasPrefix("cannot send to "))
        #expect(!message.contains("\n"))
    }

    @Test func aLongURLIsCutInItsMessage() throws {
        let url = "http://h/" + String(repeating: "x", count: 5_000)
        let message = try #require(failure { () throws(DestinationError) in _ = try Address(url) })
        #expect(message.utf8.count < 300)
        #expect(message.hasSuffix("…: it is longer than 4096 bytes"))
    }

    @Test(arguments: [
        ("http://user:SECRET@h:0/", "http://***@h:0/"),
        ("http://SECRET@h:0/", "http://***@h:0/"),
        ("http://u:SEC/RET@h/", "http://***@h/"),
        ("http://u:SEC?RET@h:0/", "http://***@h:0/"),
        ("http://u:SEC@RET@h:0/", "http://***@h:0/"),
        ("http://h:0/?api_key=SECRET&q=1", "http://h:0/?api_key=***&q=1"),
        ("http://h:0/?q=1&Token=SECRET", "http://h:0/?q=1&Token=***"),
        ("http://h:0/?%74oken=SECRET=1", "http://h:0/?%74oken=***"),
        ("http://h:0/?x-sig=SECRET&passwd=SECRET&auth=", "http://h:0/?x-sig=***&passwd=***&auth=***"),
    ])
    func secretsAreMasked(_ url: String, _ masked: String) throws {
        let message = try #require(failure { () throws(DestinationError) in _ = try Address(url) })
        #expect(message.hasPrefix("cannot send to \(masked): "))
        #expect(!message.contains("SECRET"))
    }
}
