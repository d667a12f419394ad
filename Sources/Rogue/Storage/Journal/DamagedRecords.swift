/// Records of the journal that did not survive.
struct DamagedRecords: CustomStringConvertible {
    let images: Int
    let ticks: Int
    /// Of the catalogue.
    let entries: Int
    /// Of series that the catalogue does not have.
    let samples: Int

    var count: Int { images + ticks + entries + samples }

    var description: String {
        "\(ticks) ticks, \(images) batches of images, \(entries) entries of the catalogue, \(samples) samples of unknown series"
    }
}
