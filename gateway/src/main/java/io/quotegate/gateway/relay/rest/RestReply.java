package io.quotegate.gateway.relay.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a venue answered, or would. Immutable: any thread.
 *
 * @param body        read only; in direct memory where it is long, so that many can be sent it without a copy each
 * @param usedWeight  of the minute, as the venue tells it; negative where it does not
 * @param retryAfterS when to come again; negative where that is not said
 */
public record RestReply(int status, String contentType, ByteBuffer body, long usedWeight, long retryAfterS) {
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

    /** The body to be sent, without a copy; the caller releases it. */
    ByteBuf content() {
        return Unpooled.wrappedBuffer(body.duplicate());
    }
}
