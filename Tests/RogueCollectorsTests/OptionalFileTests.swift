import Foundation
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct OptionalFileTests {
    @Test func isReadFromTheLookOnAtWhichItIsThere() throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("number")
        let file = OptionalFile(path)
        #expect(try file.number() == nil)
        try "7\n".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try file.number() == 7)
        // It is kept open from then on.
        try FileManager.default.removeItem(atPath: path)
        #expect(try file.number() == 7)
    }
}
