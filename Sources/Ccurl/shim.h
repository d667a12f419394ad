#pragma once
#include <curl/curl.h>

/* libcurl's options and infos are variadic, which Swift cannot call: one wrapper for each type of argument. */

static inline CURLcode rogue_set_number(CURL *handle, CURLoption option, long value)
{
    return curl_easy_setopt(handle, option, value);
}

/* libcurl copies the text. */
static inline CURLcode rogue_set_text(CURL *handle, CURLoption option, const char *text)
{
    return curl_easy_setopt(handle, option, text);
}

/* Used during the transfer, not copied. */
static inline CURLcode rogue_set_body(CURL *handle, const void *body)
{
    return curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
}

/* CURL_ERROR_SIZE bytes that have to outlive the handle. */
static inline CURLcode rogue_set_error_buffer(CURL *handle, char *buffer)
{
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode rogue_set_headers(CURL *handle, struct curl_slist *headers)
{
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

/* Both get the context; `head` gets the lines of the header, one at each call. */
static inline CURLcode rogue_set_receivers(CURL *handle, curl_write_callback head, curl_write_callback body, void *context)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, head);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, context) : code;
}

/* Nothing but HTTP and HTTPS; the older option is deprecated from 7.85 on, which brought the newer. */
static inline CURLcode rogue_allow_only_http(CURL *handle)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode rogue_get_number(CURL *handle, CURLINFO info, long *value)
{
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode rogue_get_offset(CURL *handle, CURLINFO info, curl_off_t *value)
{
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode rogue_get_socket(CURL *handle, curl_socket_t *value)
{
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

/* A macro with a cast, that Swift does not import. */
static const long rogue_auth_basic = CURLAUTH_BASIC;
