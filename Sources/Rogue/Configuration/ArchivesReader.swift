import YAML

/// Reads `archives`: a policy for all metrics, or one for each of several patterns.
struct ArchivesReader {
    /// Between two samples, in seconds.
    let interval: Int

    private static let general = "default"

    /// The rules as `--archives` has them: `POLICY` and `PATTERN=POLICY`.
    func read(_ node: Node, _ mistakes: inout Mistakes) -> [String] {
        guard case .mapping(let entries) = node.content else {
            return policy(node, &mistakes).map { [$0] } ?? []
        }
        return entries.compactMap { entry in
            guard entry.key != Self.general else { return policy(entry.value, &mistakes) }
            guard mistakes.noting({ () throws(YAMLError) in try entry.key.pattern(at: entry.mark) }) != nil else {
                return nil
            }
            return policy(entry.value, &mistakes).map { "\(entry.key)=\($0)" }
        }
    }

    private func policy(_ node: Node, _ mistakes: inout Mistakes) -> String? {
        mistakes.noting { () throws(YAMLError) in
            let text = try node.filledText()
            do throws(ArchivePolicyError) {
                _ = try ArchivePolicy(text).archives(interval: interval)
                return text
            } catch {
                throw YAMLError(node.mark, "\(error)")
            }
        }
    }
}
