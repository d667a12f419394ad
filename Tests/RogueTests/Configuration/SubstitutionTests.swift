import RogueTestSupport
import Testing

@testable import Rogue

@Suite struct SubstitutionTests {
    private static let environment = ["A": "x", "EMPTY": "", "_b9": "y", "EVIL": "a, interval: 1d}\nprefix: /etc #"]

    @Test(arguments: [
        ("${A}", "x"), ("/a/${A}/${_b9}.", "/a/x/y."), ("'${A}'", "x"), ("\"${A}\"", "x"),
        ("${NIX:-d}", "d"), ("${EMPTY:-d}", "d"), ("${A:-d}", "x"), ("a${NIX:-}", "a"),
        ("${NIX:-/a:b-c?}", "/a:b-c?"), ("\"${NIX:-a, b}\"", "a, b"),
        ("$$", "$"), ("$$$$", "$$"), ("$${A}", "${A}"), ("$$$${A}", "$${A}"), ("$$${A}", "$x"),
        ("a$", "a$"), ("^a$|b", "^a$|b"), ("$A", "$A"), ("${EVIL}", "a, interval: 1d}\nprefix: /etc #"),
        ("|\n  ${A}\n  b", "x\nb"),
    ])
    func texts(_ text: String, _ expected: String) throws {
        #expect(try ConfigurationFolder("prefix: \(text)").load(Self.environment).prefix == expected)
    }

    @Test(arguments: ["tags: {host: ${A}, zone: ${NIX:-z}}", "tags:\n  host: ${A}\n  zone: ${NIX:-z}"])
    func withinBracesAndWithout(_ text: String) throws {
        #expect(try ConfigurationFolder(text).load(Self.environment).tags == ["host": "x", "zone": "z"])
    }

    @Test func anEmptyTagIsNone() throws {
        #expect(try ConfigurationFolder("tags: {host: ${EMPTY}, zone: ''}").load(Self.environment).tags == [:])
    }

    @Test func aValueIsNeverStructure() throws {
        let configuration = try ConfigurationFolder("tags: {host: ${EVIL}}\nprefix: ${EVIL}").load(Self.environment)
        #expect(configuration.tags == ["host": "a, interval: 1d}\nprefix: /etc #"])
        #expect(configuration.interval == Configuration().interval)
        for value in ["{cpu: {}}", "", "null"] {
            let mistakes = try ConfigurationFolder("collectors: ${X}").mistakes(["X": value])
            #expect(mistakes == ["f.yaml:1:13: here has to be a mapping, not a text"])
        }
    }

    @Test(arguments: [
        ("prefix: ${NIX}", "f.yaml:1:9: the variable NIX is not set, and has no default"),
        ("prefix: a/${NIX}", "f.yaml:1:11: the variable NIX is not set, and has no default"),
        ("prefix: 'a/${NIX}'", "f.yaml:1:12: the variable NIX is not set, and has no default"),
        ("prefix: \"\\x41/${NIX}\"", "f.yaml:1:9: the variable NIX is not set, and has no default"),
        ("tags: {host: ${A}${NIX}}", "f.yaml:1:18: the variable NIX is not set, and has no default"),
        ("prefix: |\n  ${NIX}", "f.yaml:1:9: the variable NIX is not set, and has no default"),
        ("interval: '${NIX}'", "f.yaml:1:12: the variable NIX is not set, and has no default"),
        ("collectors: ${NIX}", "f.yaml:1:13: the variable NIX is not set, and has no default"),
        ("prefix: ${A", "f.yaml:1:9: '${' has no '}'; a dollar is '$$'"),
        ("prefix: ${}", "f.yaml:1:9: '' is not the name of a variable; a dollar is '$$'"),
        ("prefix: ${1A}", "f.yaml:1:9: '1A' is not the name of a variable; a dollar is '$$'"),
        ("prefix: ${A-b}", "f.yaml:1:9: 'A-b' is not the name of a variable; a dollar is '$$'"),
        ("prefix: ${ä}", "f.yaml:1:9: 'ä' is not the name of a variable; a dollar is '$$'"),
    ])
    func whatCannotBeSubstitutedIsAMistake(_ text: String, _ line: String) throws {
        #expect(try ConfigurationFolder(text).mistakes(Self.environment) == [line])
    }

    @Test func placesStayWhereTheyAre() throws {
        let text = "tags: {host: ${A:-ä}, zone: ${A}, hots: ${A}}"
        #expect(
            try ConfigurationFolder(text).mistakes() == [
                "f.yaml:1:29: the variable A is not set, and has no default",
                "f.yaml:1:35: unknown tag 'hots': did you mean 'host'?",
                "f.yaml:1:41: the variable A is not set, and has no default",
            ]
        )
    }
}
