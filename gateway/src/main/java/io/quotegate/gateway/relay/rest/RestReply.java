package io.quotegate.gateway.relay.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpDate;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a venue answered, or would. Immutable: any thread.
 *
 * @param body        read only; in direct memory where it is long, so that many can be sent it without a copy each
 * @param usedWeight  of the minute, as the venue tells it; negative where it does not
 * @param retryAfterS when to come again; negative where that is not said
 */
public record RestReply(int status, String contentType, ByteBuffer body, long usedWeight, long retryAfterS) {
    private static final int FIELDS = 5;
    private static final int LONG_BYTES = 64 * 1024;
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int OK = 200;

    /** An answer of a venue. */
    public static RestReply of(int status, String contentType, byte[] body, long usedWeight, long retryAfterS) {
        ByteBuffer kept = ByteBuffer.wrap(body);
        if (body.length > LONG_BYTES) {
            kept = ByteBuffer.allocateDirect(body.length).put(body).flip();
        }
        return new RestReply(status, contentType, kept.asReadOnlyBuffer(), usedWeight, retryAfterS);
    }

    /** An answer of ours in a venue's words. */
    public static RestReply json(int status, String body) {
        return of(status, JSON, body.getBytes(UTF_8), -1, -1);
    }

    /** An answer of ours that is no JSON. */
    public static RestReply html(int status, String body) {
        return of(status, "text/html", body.getBytes(UTF_8), -1, -1);
    }

    /** What is between {@code before} and {@code after}, as a good answer in a venue's words. */
    static RestReply of(String before, byte[] between, String after) {
        byte[] first = before.getBytes(UTF_8);
        byte[] last = after.getBytes(UTF_8);
        byte[] body = Arrays.copyOf(first, first.length + between.length + last.length);
        System.arraycopy(between, 0, body, first.length, between.length);
        System.arraycopy(last, 0, body, first.length + between.length, last.length);
        return of(OK, JSON, body, -1, -1);
    }

    RestReply retryAfter(long seconds) {
        return new RestReply(status, contentType, body, usedWeight, seconds);
    }

    boolean isOk() {
        return status == OK;
    }

    int length() {
        return body.remaining();
    }

    /** A copy of the body. */
    public byte[] bytes() {
        byte[] copy = new byte[length()];
        body.duplicate().get(copy);
        return copy;
    }

    /**
     * Sends it, with how much is used, where that has a name and is known.
     *
     * @param used negative for unknown
     */
    public void sendTo(HttpStream stream, @Nullable String usedField, long used) {
        HttpFields.Builder fields = HttpFields.builder(FIELDS)
                .add(HttpHeaderNames.CONTENT_TYPE, contentType)
                .add(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(length()))
                .add(HttpHeaderNames.DATE, HttpDate.now());
        add(fields, usedField, used);
        add(fields, HttpHeaderNames.RETRY_AFTER.toString(), retryAfterS);
        stream.respond(new ResponseHead(HttpResponseStatus.valueOf(status), fields.build()), content());
    }

    private static void add(HttpFields.Builder fields, @Nullable String name, long value) {
        if (name != null && value >= 0) {
            fields.add(AsciiString.of(name.toLowerCase(Locale.ROOT)), String.valueOf(value));
        }
    }

    /** The body to be sent, without a copy; the caller releases it. */
    private ByteBuf content() {
        return Unpooled.wrappedBuffer(body.duplicate());
    }
}
