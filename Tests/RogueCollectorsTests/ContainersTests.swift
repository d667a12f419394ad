import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct ContainersTests {
    private static let id = String(repeating: "a1b2c3d4", count: 8)
    private static let other = String(repeating: "0", count: 64)
    private static let docker = "docker/containers/\(id)/config.v2.json"
    private static let podman = "containers/storage/overlay-containers/containers.json"
    private static let task = "containerd/io.containerd.runtime.v2.task/k8s.io/\(id)/config.json"

    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func name(_ text: String, in file: String) throws -> String? {
        try folder.write(Data(text.utf8), to: file)
        return ContainerNames(Machine(run: folder.path, lib: folder.path)).name(of: Self.id)
    }

    @Test(
        arguments: [
            (#"{"State":{"Name":"/no"},"Args":["{"],"Name":"/web"}"#, "web"), (#"{"Name":"plain"}"#, "plain"),
            (#"{"Name":"/caf\u00e9"}"#, "caf\u{e9}"), (#"{"Name":7}"#, nil), (#"{"Name":"/"}"#, nil),
            (#"{"Name":"/a\nb"}"#, nil), (#"{"Other":1}"#, nil), (#"{"Name":"/we"#, nil), (#"{"Name":"/web","#, nil),
            ("", nil), ("[]", nil),
            ("\0\u{1}", nil),
        ] as [(String, String?)]
    )
    func docker(text: String, name: String?) throws {
        #expect(try self.name(text, in: Self.docker) == name)
    }

    @Test(
        arguments: [
            (#"[{"id":"\#(other)","names":["no"]},{"id":"\#(id)","names":["db","more"],"layer":"x"}]"#, "db"),
            (#"[{"names":["db"],"id":"\#(id)"}]"#, "db"), (#"[{"id":"\#(id)","names":[]}]"#, nil),
            (#"[{"id":"\#(id)"}]"#, nil), (#"[{"id":"\#(other)","names":["no"]}]"#, nil), ("[]", nil), ("[7]", nil),
            ("{}", nil), (#"[{"id":"\#(id)","names":["db"#, nil),
        ] as [(String, String?)]
    )
    func podman(text: String, name: String?) throws {
        #expect(try self.name(text, in: Self.podman) == name)
    }

    @Test(
        arguments: [
            (#"{"annotations":{"io.kubernetes.cri.container-name":"api"}}"#, "api"),
            (
                #"{"annotations":{"io.kubernetes.cri.sandbox-name":"shop","io.kubernetes.cri.container-name":"api"}}"#,
                "shop/api"
            ),
            (#"{"process":{},"annotations":{"a":"b","nerdctl/name":"web"}}"#, "web"),
            (#"{"annotations":{"io.kubernetes.cri.sandbox-name":"shop"}}"#, nil), (#"{"annotations":[]}"#, nil),
        ] as [(String, String?)]
    )
    func containerd(text: String, name: String?) throws {
        #expect(try self.name(text, in: Self.task) == name)
    }

    @Test func withoutAnyOfTheirFilesNothingIsKnown() {
        #expect(ContainerNames(Machine(run: "/nowhere", lib: "/nowhere")).name(of: Self.id) == nil)
        #expect(ContainerNames(Machine(run: folder.path, lib: folder.path)).name(of: Self.id) == nil)
    }

    /// Of two containers with one name the second is told apart by its number.
    @Test func aNameIsGivenOnce() throws {
        let copy = try FixtureCopy("server")
        let ids = ["1", "2"].map { String(repeating: $0, count: 64) }
        for id in ids {
            try copy.put("7\n", at: "sys/fs/cgroup/docker/\(id)/pids.current")
            try copy.put(#"{"Name":"/twin"}"#, at: "lib/docker/containers/\(id)/config.v2.json")
        }
        var collector = try Containers(copy.machine)
        for _ in 0..<2 {
            let found = try collector.look().filter { $0.metric.name.base == "container.pids.current" }
            let names = found.compactMap { $0.metric.name.tags.first?.value }
            #expect(names.contains("twin") && names.contains("222222222222") && Set(names).count == names.count)
        }
    }

    @Test func aDeviceIsThereOnce() throws {
        let copy = try FixtureCopy("container")
        try copy.put("8:0 rbytes=1 wbytes=2\n8:0 rbytes=3 wbytes=4\n", at: "sys/fs/cgroup/io.stat")
        var collector = try Containers(copy.machine)
        let read = try collector.look().filter { $0.metric.name.base == "container.io.read_bytes" }
        #expect(read.map(\.value) == [.counter(1)])
    }
}
