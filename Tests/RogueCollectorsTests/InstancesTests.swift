import Testing

@testable import RogueCollectors

@Suite struct InstancesTests {
    /// Goes through a look's names, numbers what is new, and answers each one's number.
    private func look(_ names: [String], _ instances: inout Instances<Int>, _ made: inout Int) -> [Int?] {
        defer { instances.keep(first: names.count) }
        return names.enumerated().map { line, name in
            if !instances.isKnown(name.utf8.span, at: line) {
                guard instances.add(made, named: name, at: line) else { return nil }
                made += 1
            }
            return instances[line]
        }
    }

    @Test func followsWhatComesAndGoes() {
        var instances = Instances<Int>()
        var made = 0
        #expect(look(["a", "b", "c", "d"], &instances, &made) == [0, 1, 2, 3])
        #expect(look(["a", "b", "c", "d"], &instances, &made) == [0, 1, 2, 3])
        // One goes, one comes in between, all change places.
        #expect(look(["a", "c", "d"], &instances, &made) == [0, 2, 3])
        #expect(look(["a", "e", "c", "d"], &instances, &made) == [0, 4, 2, 3])
        #expect(look(["d", "c", "e", "a"], &instances, &made) == [3, 2, 4, 0])
        // What was gone is new when it is back.
        #expect(look(["a", "b"], &instances, &made) == [0, 5])
        #expect(look([], &instances, &made) == [])
        #expect(look(["a"], &instances, &made) == [6])
        #expect(instances.count { $0 == 6 } == 1 && instances.count { _ in true } == 1)
    }

    @Test func refusesANameThatIsThereTwice() {
        var instances = Instances<Int>()
        var made = 0
        #expect(look(["a", "a"], &instances, &made) == [0, nil])
    }

    @Test(arguments: [
        ("eth0", "eth0"), ("é", "é"), ("a b", nil), ("a/b", nil), ("..", nil), (".", nil), ("", nil), ("a\u{7}", nil),
    ])
    func names(bytes: String, name: String?) {
        #expect(InstanceName.text(bytes.utf8.span) == name)
    }

    @Test(arguments: [
        ("/mnt/a\\040b", "/mnt/a b"), ("/mnt", "/mnt"), ("/a\\134b", "/a\\b"), ("/a\\04", "/a\\04"),
        ("/\\777", "/\\777"), ("\\", "\\"), ("/\\303\\251", "/é"),
    ])
    func paths(escaped: String, path: String) {
        #expect(InstanceName.unescaped(escaped.utf8.span) == Array(path.utf8))
    }

    @Test func changesAnInstanceWhereItIs() {
        var instances = Instances<Int?>()
        #expect(instances.add(1, named: "a", at: 0) && instances.add(nil, named: "b", at: 1))
        for line in 0...1 { instances.update(line) { $0? += 1 } }
        #expect(instances[0] == 2 && instances[1] == nil)
    }
}
