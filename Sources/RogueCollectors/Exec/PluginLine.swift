/// What a line of a plug-in holds.
struct PluginLine: Hashable {
    var points: [PluginPoint] = []
    /// Parts of it that say nothing that can be stored, such as a value that is no number.
    var refused = 0
}
