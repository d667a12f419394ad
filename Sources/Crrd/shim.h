#pragma once
#include <rrd.h>

#include <linux/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc's own declarations want _GNU_SOURCE, which a module cannot define for headers that others have included. */

/* When the open file was made, in nanoseconds since 1970; 0 where the file system does not keep that. */
static inline long long rogue_birth_time(int descriptor)
{
    struct statx status;
    if (syscall(SYS_statx, descriptor, "", 0x1000 /* AT_EMPTY_PATH */, STATX_BTIME, &status) != 0) return 0;
    if (!(status.stx_mask & STATX_BTIME)) return 0;
    return status.stx_btime.tv_sec * 1000000000LL + status.stx_btime.tv_nsec;
}

/* Waits until all that was written to the file system of the open file is on the disk. */
static inline int rogue_sync_file_system(int descriptor)
{
    return (int)syscall(SYS_syncfs, descriptor);
}
