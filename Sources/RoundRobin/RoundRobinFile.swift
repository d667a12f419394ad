import Crrd
import Glibc

/// An RRD file with one data source.
///
/// A file is not for two threads at once: closing it on one releases the lock that librrd holds on another (`fcntl` locks
/// belong to the process). Each program gives all its files to one owner, which sees to that.
package struct RoundRobinFile: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Reads and checks the header.
    package func header() throws(RoundRobinError) -> RoundRobinHeader {
        try look { bytes, _ throws(RoundRobinError) in try bytes.header }
    }

    /// Makes the file, all rows unknown, as if last updated at `lastUpdate`; never over an existing one.
    ///
    /// librrd writes a file of random name and renames it, for everybody to read whatever umask(2) says; here only its
    /// group may, as far as that says. The corresponding C function is `rrd_create_r2`.
    package func create(
        step: Int,
        lastUpdate: Int,
        source: DataSource,
        archives: [RoundRobinArchive]
    ) throws(RoundRobinError) {
        let definitions = [source.definition] + archives.map(\.definition)
        do throws(RoundRobinError) {
            try Librrd.call(to: .create, path) {
                withArguments(definitions) { vector in
                    vector.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: definitions.count) { vector in
                        rrd_create_r2(path, UInt(step), lastUpdate, 1, nil, nil, CInt(definitions.count), vector)
                    }
                }
            }
        } catch  where error.code == .missing {
            // Where it cannot write, librrd removes what it has made twice, and the second time is what errno tells of.
            let code = obstacle(toBytes: archives.reduce(1_024) { $0 + $1.rows * 8 })
            guard code != ENOENT else { throw error }
            let reason = code == 0 ? "librrd gives no reason" : String(cString: strerror(code))
            throw RoundRobinError(.create, path, .other, reason)
        }
        chmod(path, 0o640 & ~Self.creationMask)
    }

    /// What this process' umask(2) takes from the mode of files; to ask for it is to set it, for a moment to what takes more.
    private static let creationMask: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }()

    /// Has the kernel forget the file's pages, which have to be on the disk already.
    ///
    /// A file that was just written is cached in pieces of many pages, and to change eight bytes of one has all of it
    /// written again. What is read later for an update comes page by page. The corresponding C function is `posix_fadvise`.
    package func dropCache() {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        close(descriptor)
    }

    /// The system's reason not to let a file of so many bytes be made beside this one: no space, or a limit; else 0.
    private func obstacle(toBytes size: Int) -> CInt {
        let trial = path + ".trial"
        let descriptor = open(trial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        defer {
            close(descriptor)
            unlink(trial)
        }
        return posix_fallocate(descriptor, 0, off_t(size))
    }

    /// Adds values, each written `TIME:VALUE`, or `TIME:U` for unknown, in ascending time.
    ///
    /// Where one is refused, those before it are in the file already. Values that are not after the latest update are
    /// passed over where `skippingPast` says so: what was added before a crash can be added again. The corresponding C
    /// function is `rrd_updatex_r`.
    package func update(_ values: RoundRobinUpdates, skippingPast: Bool = false) throws(RoundRobinError) {
        let flags = skippingPast ? CInt(RRD_SKIP_PAST_UPDATES) : 0
        try Librrd.call(to: .update, path) {
            values.withVector { rrd_updatex_r(path, nil, flags, CInt(values.starts.count), $0) }
        }
    }

    /// Adds values, each written as librrd takes it.
    package func update(_ values: [String], skippingPast: Bool = false) throws(RoundRobinError) {
        let flags = skippingPast ? CInt(RRD_SKIP_PAST_UPDATES) : 0
        try Librrd.call(to: .update, path) {
            withArguments(values) { vector in
                vector.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: values.count) { vector in
                    rrd_updatex_r(path, nil, flags, CInt(values.count), vector)
                }
            }
        }
    }

    /// Changes the heartbeat of data source `name`, and lifts its maximum where `unlimited` says so.
    ///
    /// The corresponding C function is `rrd_tune`.
    package func tune(_ name: String, heartbeat: Int, unlimited: Bool) throws(RoundRobinError) {
        var arguments = ["tune", path, "--heartbeat", "\(name):\(heartbeat)"]
        if unlimited { arguments += ["--maximum", "\(name):U"] }
        try Librrd.call(to: .tune, path) {
            withArguments(arguments) { rrd_tune(CInt(arguments.count), $0) }
        }
    }

    /// Reads the rows after `start`, up to and with `end`, of the archive that librrd finds fit.
    ///
    /// librrd prefers the finest archive that reaches back to `start`, and takes a coarser one without a word where the
    /// finest does not: look at the step of the answer. Of archives that reach back it takes the one whose rows are
    /// nearest to `resolution` seconds. It rounds `end` up by a step; what is beyond is cut off here.
    /// The corresponding C function is `rrd_fetch_r`.
    package func fetch(
        _ function: RoundRobinArchive.Function = .average,
        after start: Int,
        through end: Int,
        resolution: Int = 0
    ) throws(RoundRobinError) -> RoundRobinRows {
        guard start < end else { return RoundRobinRows(step: 1, start: start, values: []) }
        var (from, to) = (time_t(start), time_t(end - 1))
        var (step, columns) = (UInt(clamping: resolution), UInt(0))
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        var data: UnsafeMutablePointer<rrd_value_t>?
        try Librrd.call(to: .fetch, path) {
            rrd_fetch_r(path, function.rawValue, &from, &to, &step, &columns, &names, &data)
        }
        // On success librrd leaves three kinds of memory to the caller; on failure none.
        defer {
            for column in 0..<Int(columns) { rrd_freemem(names?[column]) }
            rrd_freemem(names)
            rrd_freemem(data)
        }
        guard let data, columns == 1, step > 0, step <= UInt(Int32.max) else {
            throw RoundRobinError(.fetch, path, .unusable, "librrd answers \(columns) columns of step \(step)")
        }
        let first = from + Int(step)
        let rows = max(0, min((to - from) / Int(step), (end - first) / Int(step) + 1))
        let values = [Double](UnsafeBufferPointer(start: data, count: rows))
        return RoundRobinRows(step: Int(step), start: first, values: values)
    }
}
