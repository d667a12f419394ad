import Foundation
import RogueTestSupport
import Testing

@testable import Rogue

/// Devices that are none, or that nobody may read; real ones need a kernel with uinput.
@Suite struct KeyboardsTests {
    private func error(_ choice: Keyboards.Choice) -> String? {
        do throws(StorageError) {
            _ = try Keyboards(choice)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func noDevice() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path
        #expect(error(.all(in: path)) == "cannot find a keyboard in \(path): no device event… has letters")
        #expect(error(.all(in: path + "/input")) == "cannot read \(path)/input: No such file or directory")
        #expect(error(.paths([path + "/event0"])) == "cannot open \(path)/event0: No such file or directory")
        try folder.write(KeyRecording(at: 0).typing([30]).bytes, to: "event0")
        #expect(error(.all(in: path)) == "cannot find a keyboard in \(path): no device event… has letters")
        #expect(
            error(.paths([path + "/event0"])) == "cannot count keys of \(path)/event0: it is no input device with keys"
        )
        try #require(mkfifo(path + "/event1", 0o600) == 0)
        #expect(error(.paths([path + "/event1"]))?.hasSuffix("it is no input device with keys") == true)
    }

    @Test func aStreamThatIsNone() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: StorageError("open", folder.file("x"), errno: ENOENT)) { try KeyStream(folder.file("x")) }
        #expect(throws: StorageError("read", folder.path, errno: EISDIR)) { try KeyStream(folder.path) }
    }

    /// linux/input.h and asm-generic/ioctl.h, as a C compiler puts them together.
    @Test func requests() {
        #expect(Keyboard.getKeys == 0x8060_4521)
        #expect(Keyboard.setClock == 0x4004_45a0)
    }
}
