/// A program of a plug-in, and when it runs.
struct PluginProgram: Hashable {
    /// What the log calls it.
    let name: String
    /// The program, and its arguments.
    let command: [String]
    /// Between two runs, in seconds; `nil` for a program that runs on.
    let interval: Int?
    /// How long a run may take, in seconds.
    let timeout: Double
    /// The file as it was seen: another one is another program.
    var version: Version?

    /// What changes when a file is changed.
    struct Version: Hashable {
        let inode: UInt64
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }
}
