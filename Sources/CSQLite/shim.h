#pragma once
#include <sqlite3.h>

/* A macro that Swift does not import: the text is copied by SQLite before the call returns. */
static inline int rogue_bind_text(sqlite3_stmt *statement, int index, const char *text, int length)
{
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

static inline int rogue_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length)
{
    return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}
