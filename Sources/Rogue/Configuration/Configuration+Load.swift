import YAML

extension Configuration {
    /// Reads the file at `path` and all that it includes; a file with mistakes gives no configuration.
    ///
    /// It depends on nothing but the files and the `environment` that is handed in, and changes nothing.
    package static func load(
        _ path: String,
        environment: @escaping (String) -> String?,
        vocabulary: Vocabulary
    ) throws(ConfigurationErrors) -> Configuration {
        var mistakes = Mistakes()
        let tree = ConfigurationTree(path, Substitution(environment: environment), &mistakes)
        let configuration = Configuration(tree.root, vocabulary, &mistakes)
        guard mistakes.all.isEmpty else { throw ConfigurationErrors(mistakes.sorted(files: tree.files)) }
        return configuration
    }
}
