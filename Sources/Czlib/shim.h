#pragma once
#include <zlib.h>

/* deflateInit2 is a macro, that Swift does not import. 15 is the largest window, and 16 asks for gzip's frame, which
   has no name and no time unless it is told them: zlib.h. */
static inline int rogue_gzip_begin(z_stream *stream)
{
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
