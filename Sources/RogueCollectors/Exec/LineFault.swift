/// Why a line of a plug-in is refused as a whole.
enum LineFault: String, Error, CaseIterable {
    case tooLong = "it is too long"
    case noSample = "it is no sample"
    case badName = "the name cannot be a metric's"
    case badTime = "the time is no time"
    case badValue = "the value is no finite number"
    case badTag = "a tag is not KEY=VALUE, or there are too many"
    case badJSON = "it is not Stat Badger's JSON"
}
