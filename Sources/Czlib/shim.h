#pragma once
#include <string.h>
#include <zlib.h>

/* deflateInit2 is a macro, which Swift does not import. The bytes of the gzip file (RFC 1952), or 0 where `room` is short. */
static inline size_t rogue_gzip(const unsigned char *bytes, size_t count, unsigned char *target, size_t room)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = target;
    stream.avail_out = (uInt)room;
    int end = deflate(&stream, Z_FINISH);
    size_t written = room - stream.avail_out;
    deflateEnd(&stream);
    return end == Z_STREAM_END ? written : 0;
}

/* The most bytes that rogue_gzip writes for so many. */
static inline size_t rogue_gzip_bound(size_t count)
{
    return compressBound((uLong)count) + 32;
}
