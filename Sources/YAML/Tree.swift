/// What is in a YAML file, and what is wrong with it.
package struct Tree: Hashable, Sendable {
    /// What the file holds; an empty mapping where there is nothing, or what there is cannot be read.
    package let root: Node
    /// In the order of the file.
    package let mistakes: [YAMLError]

    /// Reads the text of a file, which `file` names in messages.
    package init(_ bytes: [UInt8], file: String) {
        var root: Node?
        var mistakes: [YAMLError] = []
        do throws(YAMLError) {
            guard bytes.count <= Limits.bytes else {
                throw YAMLError(Mark(file: file), "there are more than \(Limits.bytes) bytes in it")
            }
            let mark: [UInt8] = [0xef, 0xbb, 0xbf]
            var composer = try Composer(bytes.starts(with: mark) ? [UInt8](bytes.dropFirst(3)) : bytes, file: file)
            let result = Result { () throws(YAMLError) in try composer.document() }
            mistakes = composer.mistakes
            root = try result.get()
        } catch {
            mistakes.append(error)
        }
        self.root = root ?? Node(Mark(file: file, line: 1, column: 1), .mapping([]))
        self.mistakes = mistakes
    }
}
