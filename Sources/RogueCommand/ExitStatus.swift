package import ArgumentParser

extension ExitCode {
    /// A destination could not be reached, everything is kept: EX_TEMPFAIL of sysexits(3).
    package static let kept = ExitCode(75)
    /// The configuration file has mistakes: EX_CONFIG of sysexits(3).
    package static let misconfigured = ExitCode(78)
}
