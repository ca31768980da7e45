package io.quotegate.gateway.http.page;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.http.files.ContentTypes;
import io.quotegate.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the page, as it is and packed with gzip. Immutable: any thread.
 *
 * @param contentType of what is in it
 * @param tag         strong, without its quotes, of the plain form
 * @param plain       never changed
 * @param packed      never changed; null where packing gains nothing
 */
record PageFile(String contentType, String tag, byte[] plain, byte @Nullable [] packed) {
    private static final int TAG_BYTES = 12; // more than nobody will ever find twice

    static PageFile of(String name, byte[] content) {
        byte[] packed = pack(content);
        return new PageFile(
                ContentTypes.of(name), tag(content), content, packed.length < content.length ? packed : null);
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content), 0, TAG_BYTES);
    }

    /** The file as it is, or packed. The caller releases it, which gives nothing back. */
    ByteBuf content(boolean asPacked) {
        return Unpooled.wrappedBuffer(asPacked && packed != null ? packed : plain);
    }
}
