import Glibc

/// The keyboards of this machine, as they come and go.
package struct Keyboards: KeySource {
    /// Which devices are meant.
    package enum Choice: Hashable, Sendable {
        /// The devices `event…` of a folder that have letters on their keys.
        case all(in: String)
        /// These devices, as far as they have keys.
        case paths([String])
    }

    private let choice: Choice
    private var keyboards: [Keyboard] = []
    /// What was opened and is no keyboard.
    ///
    /// It is not opened again before it changes: that wakes some devices up.
    private var others: [String: FileTrace] = [:]
    private var opened = 0
    private var buffer = [UInt8](repeating: 0, count: InputRecord.size * 256)

    private static let most = 64

    /// Opens the keyboards that are there; none at all, or one that was named and cannot be opened, is an error.
    package init(_ choice: Choice) throws(StorageError) {
        self.choice = choice
        let errors = refresh()
        switch choice {
        case .all(let folder):
            guard keyboards.isEmpty else { return }
            guard access(folder, R_OK | X_OK) == 0 else { throw StorageError("read", folder, errno: errno) }
            throw errors.first ?? StorageError("find a keyboard in", folder, "no device event… has letters")
        case .paths(let paths):
            if let error = errors.first { throw error }
            if let path = paths.first(where: { others[$0] != nil }) {
                throw StorageError("count keys of", path, "it is no input device with keys")
            }
        }
    }

    package var isLive: Bool { true }
    package var descriptors: [CInt] { keyboards.map(\.descriptor) }

    /// Appends what happened on all of them, in the order of time, and lets those go that were unplugged.
    package mutating func read(into events: inout [KeyEvent], at now: KeyTime) throws(StorageError) -> Bool {
        let begin = events.count
        keyboards = keyboards.filter { $0.read(into: &events, at: now, &buffer) }
        if keyboards.count > 1 { events[begin...].sort { $0.time.clock < $1.time.clock } }
        return true
    }

    package mutating func refresh() -> [StorageError] {
        let paths = candidates
        others = others.filter { paths.contains($0.key) }
        var errors: [StorageError] = []
        for path in paths where keyboards.count < Self.most && !keyboards.contains(where: { $0.path == path }) {
            let trace = FileTrace(path)
            if let trace, others[path] == trace { continue }
            do throws(StorageError) {
                let keyboard = try Keyboard(path, number: opened, needsLetters: choosesByLetters)
                opened += 1
                if let keyboard { keyboards.append(keyboard) } else { others[path] = trace }
            } catch {
                errors.append(error)
            }
        }
        return errors
    }

    private var choosesByLetters: Bool {
        if case .all = choice { true } else { false }
    }

    /// Where there may be a keyboard now.
    private var candidates: [String] {
        switch choice {
        case .paths(let paths): return paths
        case .all(let folder):
            guard let entries = opendir(folder) else { return [] }
            defer { closedir(entries) }
            var names: [String] = []
            while let entry = readdir(entries) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name.hasPrefix("event") { names.append(folder + "/" + name) }
            }
            return names.sorted()
        }
    }
}
