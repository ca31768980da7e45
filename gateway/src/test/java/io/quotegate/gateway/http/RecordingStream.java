package io.quotegate.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A request's stream, of no version of HTTP, that notes what it is answered with. */
public final class RecordingStream implements HttpStream {
    public final ServedRequest served = new ServedRequest(this);

    private final LoopContext loop;
    private final Connection connection;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public @Nullable ResponseHead head;
    public @Nullable HttpFields trailers;
    public @Nullable Protocol protocol;
    public @Nullable DisconnectReason cancelled;
    public boolean upgraded;
    public boolean finished;
    public boolean writable = true;
    public boolean midMessage;
    public int begunMessages;
    public int flushes;
    public int consumed;
    public long unsentBytes;
    public long quietNs;
    public long incompleteNs;

    public RecordingStream(LoopContext loop) {
        this.loop = loop;
        connection = new Connection(new EmbeddedChannel(), loop.sweeper(), loop.metrics(), 1 << 20, Callers.anybody());
    }

    /** A head that asks for {@code target}, with the fields of {@code namesAndValues}. */
    public static RequestHead request(HttpMethod method, String target, String... namesAndValues) {
        return asking(method, null, target, namesAndValues);
    }

    /** The same of a client that wants to speak {@code protocol}. */
    public static RequestHead asking(
            HttpMethod method, @Nullable String protocol, String target, String... namesAndValues) {
        HttpFields.Builder fields = HttpFields.builder(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(AsciiString.of(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return RequestHead.of(method, protocol, target, AsciiString.of("a"), fields.build());
    }

    public static RequestHead get(String target, String... namesAndValues) {
        return request(HttpMethod.GET, target, namesAndValues);
    }

    /** Has {@code request}, whose body is {@code content}, answered by {@code router}. */
    public RecordingStream ask(HttpRouter router, RequestHead request, String content) {
        served.begin(router, request);
        if (!content.isEmpty()) {
            send(content);
        }
        if (!finished) {
            served.onBodyEnd();
        }
        return this;
    }

    /** Sends a piece of the body. */
    public void send(String piece) {
        ByteBuf bytes = Unpooled.copiedBuffer(piece, UTF_8);
        served.onBody(bytes);
        bytes.release();
    }

    public int status() {
        return requireNonNull(head, "head").status().code();
    }

    /** The value of a field of the answer; empty if it has none. */
    public String field(AsciiString name) {
        AsciiString value = requireNonNull(head, "head").fields().get(name);
        return value == null ? "" : value.toString();
    }

    /** How many fields the answer has. */
    public int fieldCount() {
        return requireNonNull(head, "head").fields().count();
    }

    /** The body written since this was asked last. */
    public String body() {
        String text = body.toString(UTF_8);
        body.reset();
        return text;
    }

    public byte[] bodyBytes() {
        byte[] bytes = body.toByteArray();
        body.reset();
        return bytes;
    }

    @Override
    public Caller caller() {
        return served.caller();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public LoopContext loop() {
        return loop;
    }

    public ServedRequest served() {
        return served;
    }

    @Override
    public void speak(Protocol spoken) {
        protocol = spoken;
    }

    @Override
    public void respond(ResponseHead newHead) {
        if (!served.answer()) {
            throw new IllegalStateException("answered before");
        }
        head = served.shared(newHead);
    }

    @Override
    public void respond(ResponseHead newHead, ByteBuf whole) {
        respond(newHead);
        write(whole);
        finish();
    }

    @Override
    public Outlet upgrade(Protocol granted, HttpFields fields) {
        respond(new ResponseHead(HttpResponseStatus.SWITCHING_PROTOCOLS, fields));
        speak(granted);
        upgraded = true;
        return this;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void finish(HttpFields last) {
        trailers = last;
        finished = true;
    }

    @Override
    public boolean carriesTrailers() {
        return true;
    }

    @Override
    public void cancel(DisconnectReason reason) {
        served.ending(reason);
        cancelled = reason;
        finished = true;
    }

    @Override
    public void breakOff(DisconnectReason because) {
        served.breakOff(because);
    }

    @Override
    public void consumed(int bytes) {
        consumed += bytes;
    }

    @Override
    public ByteBufAllocator alloc() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void write(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy).release();
        body.writeBytes(copy);
    }

    @Override
    public void putOff(ByteBuf bytes) {
        unsentBytes += bytes.readableBytes();
        write(bytes);
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public boolean isWritable() {
        return writable && !isEnding();
    }

    @Override
    public long unsentBytes() {
        return unsentBytes;
    }

    @Override
    public void heard(boolean isMidMessage) {
        begunMessages += isMidMessage && !midMessage ? 1 : 0;
        midMessage = isMidMessage;
    }

    @Override
    public long quietNs(long nowNs) {
        return quietNs;
    }

    @Override
    public long incompleteNs(long nowNs) {
        return midMessage ? incompleteNs : 0;
    }

    @Override
    public boolean isEnding() {
        return finished || served.reason() != null;
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding()) {
            write(served.end(because));
            finish();
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf words) {
        if (isEnding()) {
            words.release();
        } else {
            write(served.end(because, words));
            finish();
        }
    }
}
