import Glibc

extension Address {
    /// A secret that the query has by itself, `?token=`, or by the name of its file, `?token_file=`; `nil` for none.
    ///
    /// A file is read once, at the start.
    func secret(_ key: String) throws(DestinationError) -> String? {
        let secret = try value(of: key)
        guard let path = try value(of: key + "_file", longest: Int(PATH_MAX)) else { return secret }
        guard secret == nil else { throw DestinationError(url, "'\(key)' and '\(key)_file' exclude each other") }
        do {
            return try SecretFile.read(path)
        } catch {
            throw DestinationError(url, "\(error)")
        }
    }
}
