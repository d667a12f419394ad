/// The part of an RRD file's header that an update changes, saved before the update.
///
/// An update that is cut short leaves a header whose parts do not fit together, and updating such a file again shifts its
/// rows. With the image put back, the same values can be added again, and end up where they belong.
package struct HeaderImage: Hashable, Sendable {
    /// Which file it is: the same inode number alone may be another file's by now.
    package let identity: Identity
    /// Where the bytes belong.
    package let offset: Int
    package let bytes: [UInt8]

    /// What tells one file from another at the same path.
    package struct Identity: Hashable, Sendable {
        package let inode: UInt64
        /// Nanoseconds since 1970; 0 where the file system does not keep it.
        package let birth: Int64
        /// A checksum of what never changes in the header: sources and archives.
        package let layout: UInt32

        package init(inode: UInt64, birth: Int64, layout: UInt32) {
            self.inode = inode
            self.birth = birth
            self.layout = layout
        }
    }

    package init(identity: Identity, offset: Int, bytes: [UInt8]) {
        self.identity = identity
        self.offset = offset
        self.bytes = bytes
    }
}
