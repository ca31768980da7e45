package io.quotegate.gateway.detect;

/** What the first bytes of a connection tell. */
enum Detection {
    NEED_MORE_BYTES,
    TLS,
    HTTP_1,
    HTTP_2,
    PROXY_V1,
    PROXY_V2,
    JSON,
    FRAMES,
    UNRECOGNISED
}
