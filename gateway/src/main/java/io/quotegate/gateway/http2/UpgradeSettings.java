package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The client's settings in an upgrade from HTTP/1.1. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7540#section-3.2.1">RFC 7540 §3.2.1</a>
 */
final class UpgradeSettings {
    private static final int SETTING_BYTES = 6;

    private UpgradeSettings() {}

    /** The settings that {@code field} says; null if it is malformed. */
    static @Nullable Http2Settings parse(String field) {
        try {
            ByteBuffer payload = ByteBuffer.wrap(Base64.getUrlDecoder().decode(field.strip()));
            if (payload.remaining() % SETTING_BYTES != 0) {
                return null;
            }
            Http2Settings settings = new Http2Settings();
            while (payload.hasRemaining()) {
                settings.put((char) payload.getShort(), Long.valueOf(Integer.toUnsignedLong(payload.getInt())));
            }
            return settings;
        } catch (IllegalArgumentException e) { // not Base64, or a value out of range
            return null;
        }
    }
}
