import Testing

@testable import RogueCollectors

/// Runs `body` over a scanner of `text`.
private func scan<Result>(_ text: String, _ body: (inout ByteScanner) -> Result) -> Result {
    var scanner = ByteScanner(text.utf8.span)
    return body(&scanner)
}

@Suite struct ByteScannerTests {
    @Test(
        arguments: [
            ("0 ", 0), ("7\n", 7), ("  \t42\t", 42), ("007 ", 7), ("18446744073709551615 ", UInt64.max),
            ("18446744073709551616 ", nil), ("99999999999999999999999999 ", nil), ("1844674407370955161500 ", nil),
            ("", nil), (" ", nil), ("\n7 ", nil), ("-1 ", nil), ("+1 ", nil), ("x ", nil), ("7x ", nil), ("7.5 ", nil),
            ("7", nil), ("7\0", nil), ("\u{0661} ", nil),
        ] as [(String, UInt64?)]
    )
    func number(text: String, value: UInt64?) {
        let found = scan(text) { $0.number() }
        #expect(found == value)
    }

    @Test(
        arguments: [
            ("1 2 3\n", 3), (" 1\t2 \n", 2), ("\n", 0), ("", nil), ("1 2 3", nil), ("1 2 x\n", nil), ("1 2 3 ", nil),
            ("1 -2\n", nil), ("1 99999999999999999999\n", nil),
        ] as [(String, Int?)]
    )
    func numbers(text: String, count: Int?) {
        var kept = InlineArray<2, UInt64>(repeating: 9)
        let found = scan(text) { $0.numbers(keeping: &kept) }
        #expect(found == count)
        #expect(count ?? 0 < 2 || (kept[0] == 1 && kept[1] == 2))
    }

    @Test(
        arguments: [
            ("0.35 ", 0.35), ("7\n", 7), (" 33.76\n", 33.76), ("643.14 ", 643.14), ("0.000000001 ", 1e-9),
            ("0.0000000001 ", nil), ("18446744073709551615 ", 0x1p64),
            ("18446744073709551615.0 ", nil),
            (".5 ", nil), ("5. ", nil), ("1.5", nil), ("1", nil), ("1.", nil), ("", nil), ("1e9 ", nil), ("-1.0 ", nil),
            ("1.5.2 ", nil), ("nan ", nil),
        ] as [(String, Double?)]
    )
    func decimal(text: String, value: Double?) {
        let found = scan(text) { $0.decimal() }
        #expect(found == value)
    }

    @Test(
        arguments: [
            ("-1\n", -1), ("7 ", 7), ("9223372036854775807 ", .max), ("9223372036854775808 ", nil), ("--1 ", nil),
            ("- 1\n", -1), ("-\n", nil), ("-5", nil),
        ] as [(String, Int64?)]
    )
    func signed(text: String, value: Int64?) {
        let found = scan(text) { $0.signed() }
        #expect(found == value)
    }

    @Test(arguments: [("9/159 ", 9), ("9 /", nil), ("/", nil), ("9", nil), (" 9/", 9)] as [(String, UInt64?)])
    func numberBefore(text: String, value: UInt64?) {
        let found = scan(text) { $0.number(before: UInt8(ascii: "/")) }
        #expect(found == value)
    }

    @Test(arguments: [
        ("cpu 1", true), ("cpu", true), ("cp", false), ("", false), ("CPU", false), (" cpu", false), ("cpX", false),
    ])
    func literal(text: String, follows: Bool) {
        scan(text) { scanner in
            // It moves past all of the literal, or not at all.
            let (first, second, isAtEnd) = (scanner.skip("cpu"), scanner.skip("cpu"), scanner.isAtEnd)
            #expect(first == follows && !second)
            #expect(isAtEnd == (text == "cpu" || text.isEmpty))
        }
    }

    @Test(
        arguments: [
            ("sda 1", "sda"), ("  a/b!c\n", "a/b!c"), ("sda", nil), ("", nil), ("\nsda ", nil), (" \t", nil),
        ] as [(String, String?)]
    )
    func word(text: String, word: String?) {
        scan(text) { scanner in
            var found: String?
            if let bytes = scanner.word() {
                found = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            }
            #expect(found == word)
        }
    }

    @Test func lines() {
        scan("a:b:c\n\nlast") { scanner in
            let colons = (0..<3).map { _ in scanner.skip(past: UInt8(ascii: ":")) }
            let lines = (0..<2).map { _ in scanner.nextLine() }
            let last = scanner.skip("la")
            let beyond = (0..<2).map { _ in scanner.nextLine() }
            let isAtEnd = scanner.isAtEnd
            #expect(colons == [true, true, false])
            #expect(lines == [true, true] && last && beyond == [false, false] && isAtEnd)
        }
    }

    @Test func copyIsAPlaceToComeBackTo() {
        scan("1 2 ") { scanner in
            let start = scanner
            let once = [scanner.number(), scanner.number()]
            scanner = start
            let again = [scanner.number(), scanner.number()]
            #expect(once == [1, 2] && again == once)
        }
    }

    @Test func sumIsExactOrNothing() {
        var sum = ExactSum()
        sum.add(UInt64.max / 512, times: 512)
        #expect(sum.value == UInt64.max - 511)
        sum.add(511)
        #expect(sum.value == UInt64.max)
        sum.add(1)
        #expect(sum.value == nil)
        sum.add(0)
        #expect(sum.value == nil)
        var product = ExactSum()
        product.add(UInt64.max / 512 + 1, times: 512)
        #expect(product.value == nil)
    }
}
