package io.quotegate.gateway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A frame that came. */
public record Http2Frame(int type, int flags, int stream, byte[] payload, Http2Headers fields) {
    public boolean isEndOfStream() {
        return (type == Http2Frames.DATA || type == Http2Frames.HEADERS) && (flags & Http2Frames.END_STREAM) != 0;
    }

    public boolean isAck() {
        return (flags & Http2Frames.ACK) != 0;
    }

    /** The error code of RST_STREAM or GOAWAY. */
    public int code() {
        return ByteBuffer.wrap(payload).getInt(type == Http2Frames.GOAWAY ? 4 : 0);
    }

    public String text() {
        return new String(payload, UTF_8);
    }

    @Override
    public String toString() {
        return "type " + type + " flags " + flags + " stream " + stream + " '" + text() + '\'';
    }

    /** Reads the frames of one connection one by one. */
    public static final class Reader {
        private final Source source;
        private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);

        public Reader(Source source) {
            this.source = source;
        }

        /** Where frames come from. */
        @FunctionalInterface
        public interface Source {
            /** The next {@code count} bytes. */
            byte[] read(int count) throws IOException;
        }

        public Http2Frame next() throws IOException {
            byte[] head = source.read(9);
            int length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
            int stream = ByteBuffer.wrap(head).getInt(5);
            byte[] payload = source.read(length);
            Http2Headers fields = head[3] == Http2Frames.HEADERS ? decode(stream, payload) : EmptyHttp2Headers.INSTANCE;
            return new Http2Frame(head[3], head[4] & 0xFF, stream, payload, fields);
        }

        /** Every head is decoded, for the table of fields that the next one may point to. */
        private Http2Headers decode(int stream, byte[] block) throws IOException {
            try {
                return heads.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
        }
    }
}
