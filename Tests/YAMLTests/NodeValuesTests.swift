import Testing
import YAML

@Suite struct NodeValuesTests {
    /// What a reader says of a value.
    private func words<Value>(_ text: String, _ read: (Node) throws(YAMLError) -> Value) -> String {
        do throws(YAMLError) {
            return "\(try read(Tree("a: " + text).root.entries()[0].value))"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("true", "true"), ("Yes", "true"), ("on", "true"), ("false", "false"), ("no", "false"), ("'off'", "false"),
        ("maybe", "f.yaml:1:4: 'maybe' is neither true nor false"),
        ("1", "f.yaml:1:4: '1' is neither true nor false"),
        ("", "f.yaml:1:3: here has to be true or false, not nothing"),
        ("[true]", "f.yaml:1:4: here has to be true or false, not a list"),
    ])
    func flags(_ text: String, _ expected: String) {
        #expect(words(text) { node throws(YAMLError) in try node.flag() } == expected)
    }

    @Test(arguments: [
        ("1", "1"), ("'10'", "10"),
        ("0", "f.yaml:1:4: '0' is not a whole number from 1 to 10"),
        ("11", "f.yaml:1:4: '11' is not a whole number from 1 to 10"),
        ("1.5", "f.yaml:1:4: '1.5' is not a whole number from 1 to 10"),
        ("99999999999999999999", "f.yaml:1:4: '99999999999999999999' is not a whole number from 1 to 10"),
        ("{b: 1}", "f.yaml:1:4: here has to be a whole number from 1 to 10, not a mapping"),
        ("~", "f.yaml:1:4: here has to be a whole number from 1 to 10, not nothing"),
    ])
    func integers(_ text: String, _ expected: String) {
        #expect(words(text) { node throws(YAMLError) in try node.integer(in: 1...10) } == expected)
    }

    @Test(arguments: [
        ("b", "b"), ("''", ""), ("'~'", "~"), ("5", "5"),
        ("null", "f.yaml:1:4: here has to be a text, not nothing"),
        ("[]", "f.yaml:1:4: here has to be a text, not a list"),
    ])
    func texts(_ text: String, _ expected: String) {
        #expect(words(text) { node throws(YAMLError) in try node.text() } == expected)
    }

    @Test(arguments: [
        ("[b, c]", "2"), ("", "0"), ("b", "f.yaml:1:4: here has to be a list, not a text"),
        ("{}", "f.yaml:1:4: here has to be a list, not a mapping"),
    ])
    func lists(_ text: String, _ expected: String) {
        #expect(words(text) { node throws(YAMLError) in try node.list().count } == expected)
    }

    @Test(arguments: [
        ("{b: c}", "1"), ("~", "0"), ("b", "f.yaml:1:4: here has to be a mapping, not a text"),
        ("[b]", "f.yaml:1:4: here has to be a mapping, not a list"),
    ])
    func mappings(_ text: String, _ expected: String) {
        #expect(words(text) { node throws(YAMLError) in try node.entries().count } == expected)
    }

    @Test func aMessageIsOneShortLine() {
        #expect("a\nb\u{7}c".shown == "'a b c'")
        #expect(String(repeating: "x", count: 61).shown == "'" + String(repeating: "x", count: 60) + "…'")
    }
}
