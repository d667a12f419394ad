import RoundRobin

/// The header images of some files, saved together before those are updated.
struct ImageBatch: Hashable, Sendable {
    let sequence: Int
    let images: [Entry]

    /// A series and the image of its file.
    struct Entry: Hashable, Sendable {
        let series: Int
        let image: HeaderImage
    }

    init(sequence: Int, images: [Entry]) {
        self.sequence = sequence
        self.images = images
    }

    /// The batch in a record, or `nil` where that is damaged.
    init?(record: [UInt8], sequence: Int) {
        guard var reader = JournalRecord.Reader(record, sequence: sequence) else { return nil }
        var images: [Entry] = []
        while !reader.isAtEnd {
            guard let series: UInt32 = reader.number(), let inode: UInt64 = reader.number(),
                let birth: Int64 = reader.number(), let layout: UInt32 = reader.number(),
                let offset: UInt32 = reader.number(), let bytes = reader.part()
            else { return nil }
            let identity = HeaderImage.Identity(inode: inode, birth: birth, layout: layout)
            let image = HeaderImage(identity: identity, offset: Int(offset), bytes: bytes)
            images.append(Entry(series: Int(series), image: image))
        }
        self.init(sequence: sequence, images: images)
    }

    /// The record of the batch.
    var record: [UInt8] {
        var record = JournalRecord(sequence: sequence, capacity: images.count * 512)
        for entry in images {
            record.append(UInt32(entry.series))
            record.append(entry.image.identity.inode)
            record.append(entry.image.identity.birth)
            record.append(entry.image.identity.layout)
            record.append(UInt32(entry.image.offset))
            record.append(counted: entry.image.bytes)
        }
        return record.sealed()
    }
}
