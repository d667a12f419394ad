import Foundation

/// A disk that fails as the test says, while a program runs: whatever would write to certain files gets an error.
///
/// A shared library in front of the C library. What is written through mapped memory cannot be failed so.
final class FaultyDisk {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/types.h>
        #include <unistd.h>
        struct fault { int code; char part[60]; };
        static volatile struct fault *fault;
        __attribute__((constructor)) static void start(void) {
            const char *path = getenv("ROGUE_TEST_FAULT");
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0) return;
            void *memory = mmap(0, sizeof *fault, PROT_READ, MAP_SHARED, file, 0);
            if (memory != MAP_FAILED) fault = memory;
            close(file);
        }
        static int fails(const char *path) {
            int code = fault ? fault->code : 0;
            if (!code || !strstr(path, (const char *)fault->part)) return 0;
            errno = code;
            return 1;
        }
        static int fails_at(int file) {
            if (!fault || !fault->code) return 0;
            char link[40], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            path[length < 0 ? 0 : length] = 0;
            return length > 0 && fails(path);
        }
        #define NEXT(type, name) (type)dlsym(RTLD_NEXT, name)
        #define OPENS(name) \\
            int name(const char *path, int flags, ...) { \\
                va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \\
                if ((flags & O_ACCMODE) != O_RDONLY && fails(path)) return -1; \\
                return (NEXT(int (*)(const char *, int, ...), #name))(path, flags, mode); \\
            }
        #define FAILS(type, name, declared, given) \\
            type name declared { \\
                if (fails_at(file)) return -1; \\
                return (NEXT(type (*)declared, #name)) given; \\
            }
        OPENS(open)
        OPENS(open64)
        FAILS(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
        FAILS(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
        FAILS(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
        FAILS(int, ftruncate, (int file, off_t size), (file, size))
        FAILS(int, ftruncate64, (int file, off64_t size), (file, size))
        FAILS(int, fsync, (int file), (file))
        FAILS(int, fdatasync, (int file), (file))
        int posix_fallocate(int file, off_t at, off_t size) {
            if (fails_at(file)) return errno;
            return (NEXT(int (*)(int, off_t, off_t), "posix_fallocate"))(file, at, size);
        }
        int posix_fallocate64(int file, off64_t at, off64_t size) {
            if (fails_at(file)) return errno;
            return (NEXT(int (*)(int, off64_t, off64_t), "posix_fallocate64"))(file, at, size);
        }
        int mkdir(const char *path, mode_t mode) {
            if (fails(path)) return -1;
            return (NEXT(int (*)(const char *, mode_t), "mkdir"))(path, mode);
        }
        int rename(const char *old, const char *new) {
            if (fails(new)) return -1;
            return (NEXT(int (*)(const char *, const char *), "rename"))(old, new);
        }
        """

    private let library: PreloadedLibrary

    init() throws {
        library = try PreloadedLibrary(Self.source, told: "ROGUE_TEST_FAULT", bytes: 64)
    }

    /// For programs that shall use it.
    var environment: [String: String] { library.environment }

    /// From now on what would write to a file whose path has `part` in it fails with `code`.
    func fail(_ part: String, with code: Int32) throws {
        try library.tell(Data(part.utf8) + Data(count: 60 - part.utf8.count), at: 4)
        try set(code)
    }

    /// All is well again.
    func mend() throws { try set(0) }

    private func set(_ code: Int32) throws {
        try library.tell(withUnsafeBytes(of: code.littleEndian) { Data($0) }, at: 0)
    }
}
