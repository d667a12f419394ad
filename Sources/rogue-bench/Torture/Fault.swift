import ArgumentParser

/// What is done to the history.
enum Fault: String, CaseIterable, ExpressibleByArgument {
    /// Writers are killed, those that recover too.
    case kill
    /// Power is lost: of the pages that were written, any reach the disk.
    case mix
    /// Files are cut, zeroed, of another program, of another machine, of another step or kind.
    case file
    /// The journal is damaged anywhere.
    case journal
    /// Twenty processes read while one writes.
    case storm
    /// Files are removed while they are written.
    case remove
    /// The disk is full for a while.
    case space
}
