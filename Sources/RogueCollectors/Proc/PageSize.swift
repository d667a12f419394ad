import Glibc

/// The unit in which the kernel counts memory here and there.
enum PageSize {
    /// In bytes.
    static let bytes = Double(sysconf(CInt(_SC_PAGESIZE)))
}
