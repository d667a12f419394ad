import Testing
import YAML

@Suite struct TreeTests {
    @Test(arguments: [
        ("a: b", "{a@1:1: b@1:4}@1:1"),
        ("a: {b: c, d: [e, 'f']}", "{a@1:1: {b@1:5: c@1:8, d@1:11: [e@1:15, 'f'@1:18]@1:14}@1:4}@1:1"),
        ("a:\n  - b\n  - c: d\n", "{a@1:1: [b@2:5, {c@3:5: d@3:8}@3:5]@2:3}@1:1"),
        ("a:\n- b", "{a@1:1: [b@2:3]@2:1}@1:1"),
        ("a:\r\n  b: c\r\n", "{a@1:1: {b@2:3: c@2:6}@2:3}@1:1"),
        ("# nothing\n", "{}@1:1"), ("", "{}@1:1"), ("---\n...\n", "@2:1"),
        ("\u{feff}a: b", "{a@1:1: b@1:4}@1:1"),
        ("ü: {ß: ä}", "{ü@1:1: {ß@1:5: ä@1:8}@1:4}@1:1"),
        ("{\"a\":\"b\\nc\",\"d\":1}", "{a@1:2: 'b\nc'@1:6, d@1:13: 1@1:17}@1:1"),
        ("{\n\t\"a\":\t[1,\n\t2]\n}\n", "{a@2:2: [1@2:8, 2@3:2]@2:7}@1:1"),
        ("a: |\n  b\n  c\n", "{a@1:1: 'b\nc\n'@1:4}@1:1"),
        ("a:\nb:", "{a@1:1: @1:3, b@2:1: @2:3}@1:1"),
        ("text", "text@1:1"),
    ])
    func everythingIsWhereItIs(_ text: String, _ outline: String) {
        let tree = Tree(text)
        #expect(tree.root.outline == outline)
        #expect(tree.lines == [])
    }

    static let wrong: [(String, [String])] = [
        ("a: b: c", ["f.yaml:1:5: mapping values are not allowed in this context"]),
        ("a: [b", ["f.yaml:1:6: did not find expected ',' or ']' while parsing a flow sequence"]),
        (
            "a: {b\n\n",
            ["f.yaml:3:1: did not find expected ',' or '}' while parsing a flow mapping that begins in line 1"]
        ),
        ("a: 'b", ["f.yaml:1:6: found unexpected end of stream while scanning a quoted scalar"]),
        ("a:\n\tb: c", ["f.yaml:2:1: a tab cannot indent: use spaces"]),
        (
            "a: 1\na: 2\nb: 3\na: 4",
            [
                "f.yaml:2:1: the key 'a' is given twice, first in line 1",
                "f.yaml:4:1: the key 'a' is given twice, first in line 1",
            ]
        ),
        ("a: 1\n'a': 2", ["f.yaml:2:1: the key 'a' is given twice, first in line 1"]),
        (
            "a: &x 1\nb: *x",
            [
                "f.yaml:1:4: anchors (&name) are not supported",
                "f.yaml:2:4: aliases (*name) are not supported: write the value out",
            ]
        ),
        ("b: {<<: {a: 1}}", ["f.yaml:1:5: merge keys (<<) are not supported"]),
        (
            "a: !!int 1",
            [
                "f.yaml:1:4: types (!name) are not supported: a text that looks like something else is quoted"
            ]
        ),
        ("[a]: b", ["f.yaml:1:1: a key must be a text, not a list"]),
        ("a: 1\n---\nb: 2", ["f.yaml:2:1: a second document: a file has only one"]),
        ("a: \u{0}", ["f.yaml:1:4: control characters are not allowed"]),
        ("ä: 1\nb: x\u{7}", ["f.yaml:2:5: control characters are not allowed"]),
        (
            "a: 1\na: 2\nb: [",
            [
                "f.yaml:2:1: the key 'a' is given twice, first in line 1",
                "f.yaml:3:5: did not find expected node content while parsing a flow node",
            ]
        ),
    ]

    @Test(arguments: wrong)
    func mistakesHaveTheirPlace(_ text: String, _ lines: [String]) {
        #expect(Tree(text).lines == lines)
    }

    static let noTexts: [([UInt8], String)] = [
        ([0x61, 0x3a, 0x20, 0xff], "f.yaml:1:4: invalid leading UTF-8 octet"),
        ([0x61, 0x3a, 0x20, 0xc3, 0x28], "f.yaml:1:5: invalid trailing UTF-8 octet"),
        ([0x61, 0x3a, 0x20, 0xc3], "f.yaml:1:4: incomplete UTF-8 octet sequence"),
        ([0xff, 0xfe, 0x61, 0x00], "f.yaml:1:1: invalid leading UTF-8 octet"),
        ([0x7f, 0x45, 0x4c, 0x46, 0x02], "f.yaml:1:1: control characters are not allowed"),
    ]

    @Test(arguments: noTexts)
    func whatIsNoTextIsRefused(_ bytes: [UInt8], _ line: String) {
        #expect(Tree(bytes, file: "f.yaml").lines == [line])
    }

    @Test func depthIsLimited() {
        let open = String(repeating: "[", count: 32)
        #expect(Tree(open + String(repeating: "]", count: 32)).lines == [])
        let lines = ["f.yaml:1:33: more than 32 lists and mappings within one another"]
        #expect(Tree(open + "[]" + String(repeating: "]", count: 32)).lines == lines)
        #expect(Tree(String(repeating: "[", count: 900_000)).lines == lines)
        #expect(Tree(String(repeating: "{a: ", count: 200_000)).lines.count == 1)
        #expect(Tree(String(repeating: "- ", count: 450_000)).lines.count == 1)
    }

    @Test func sizeIsLimited() {
        #expect(Tree("a: " + String(repeating: "b", count: 999_997)).lines == [])
        let large = Tree("a: " + String(repeating: "b", count: 999_998))
        #expect(large.lines == ["f.yaml: there are more than 1000000 bytes in it"])
        let many = Tree("[" + String(repeating: "a,", count: 100_000) + "]")
        #expect(many.lines == ["f.yaml:1:200000: there are more than 100000 values"])
    }

    @Test func laughsAreNotCounted() {
        var text = "a0: &a0 [lol]\n"
        for level in 1...30 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let tree = Tree(text)
        #expect(tree.mistakes.count == 31 + 9 * 30)
        #expect(tree.root.outline.utf8.count < 10_000)
    }

    @Test func placesWithinATextAreKnownWhereItStandsAsItIs() throws {
        let tree = Tree("a: [xy, 'xy', \"x\\ty\", 'x''y', \"äö\"]\nb: |\n  xy\n")
        let marks = try tree.root.entries()[0].value.list().map { node -> Mark? in
            guard case .scalar(let scalar) = node.content else { return nil }
            return scalar.start
        }
        #expect(marks.map { $0.map { $0.column } } == [5, 10, nil, nil, 32])
    }
}
