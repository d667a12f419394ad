import Foundation
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct OptionalFileTests {
    @Test func isReadFromTheLookOnAtWhichItIsThere() throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("number")
        var file = OptionalFile(path)
        #expect(file.number() == nil)
        try "7\n".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(file.number() == 7)
        // It is kept open from then on.
        try FileManager.default.removeItem(atPath: path)
        #expect(file.number() == 7)
    }
}
