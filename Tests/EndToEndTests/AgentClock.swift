import Foundation

/// A wall clock for child processes that the test sets, while they run too: steps of 300 s take no 300 s then.
///
/// A shared library in front of the C library adds a shift to CLOCK_REALTIME, and one to CLOCK_BOOTTIME, which nobody but a
/// suspended machine moves; timers, which are monotonic, stay real.
final class AgentClock {
    private static let source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <time.h>
        #include <unistd.h>
        static volatile int64_t *shift;
        __attribute__((constructor)) static void start(void) {
            const char *path = getenv("ROGUE_TEST_CLOCK");
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0) return;
            void *memory = mmap(0, 2 * sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
            if (memory != MAP_FAILED) shift = memory;
            close(file);
        }
        int clock_gettime(clockid_t clock, struct timespec *time) {
            int code = (int)syscall(SYS_clock_gettime, clock, time);
            if (code != 0 || !shift || (clock != CLOCK_REALTIME && clock != CLOCK_BOOTTIME)) return code;
            int64_t now = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + shift[clock == CLOCK_BOOTTIME];
            time->tv_sec = now / 1000000000;
            time->tv_nsec = now % 1000000000;
            return 0;
        }
        """

    private let library: PreloadedLibrary

    init() throws {
        library = try PreloadedLibrary(Self.source, told: "ROGUE_TEST_CLOCK", bytes: 16)
    }

    /// For programs that shall live by this clock.
    var environment: [String: String] { library.environment }

    /// Sets the clock; from then on it runs as ever.
    func set(_ time: Double) throws {
        shift = Int64((time - Date().timeIntervalSince1970) * 1e9)
        try write(shift, at: 0)
    }

    /// Sets the clock by so many seconds.
    func step(by seconds: Double) throws {
        shift += Int64(seconds * 1e9)
        try write(shift, at: 0)
    }

    /// The machine wakes up after so many seconds of sleep.
    func suspend(for seconds: Double) throws {
        suspended += Int64(seconds * 1e9)
        try write(suspended, at: 8)
        try step(by: seconds)
    }

    /// What the clock shows.
    var now: Double { Date().timeIntervalSince1970 + Double(shift) / 1e9 }

    private var shift: Int64 = 0
    private var suspended: Int64 = 0

    /// Eight bytes at once, so that nobody sees half of it.
    private func write(_ value: Int64, at offset: UInt64) throws {
        try library.tell(withUnsafeBytes(of: value.littleEndian) { Data($0) }, at: offset)
    }
}
