package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Settings;
import io.quotegate.gateway.http.RequestHead;

/** What one HTTP/2 connection may hold. */
public final class Http2Limits {
    /** Streams open at a time. */
    public static final int STREAMS = 100;
    /** Body that a stream may send before it is read. */
    public static final int STREAM_WINDOW_BYTES = 64 * 1024;
    /** Bodies that all streams together may send before they are read. */
    public static final int CONNECTION_WINDOW_BYTES = 1024 * 1024;
    /** Largest frame read. */
    public static final int FRAME_BYTES = 16 * 1024;
    /** Header fields remembered, in bytes. */
    public static final int HEADER_TABLE_BYTES = 4 * 1024;
    /** CONTINUATION frames of one head. */
    static final int CONTINUATIONS = 16;
    /** Window that a connection begins with, RFC 9113 §6.9.2. */
    static final int FIRST_WINDOW_BYTES = 65_535;

    private Http2Limits() {}

    /** As they are told to the client. */
    static Http2Settings settings() {
        return new Http2Settings()
                .maxConcurrentStreams(STREAMS)
                .maxHeaderListSize(RequestHead.MAX_BYTES) // with 32 bytes for each field, RFC 9113 §6.5.2
                .initialWindowSize(STREAM_WINDOW_BYTES)
                .maxFrameSize(FRAME_BYTES)
                .headerTableSize(HEADER_TABLE_BYTES)
                .connectProtocolEnabled(true);
    }
}
