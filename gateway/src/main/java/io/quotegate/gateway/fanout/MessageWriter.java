package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.codec.PushEncoder;
import io.quotegate.codec.proto.ServerFrames;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.FeedInstance;
import io.quotegate.text.ByteWriter;

/**
 * Encodes what is said to clients, each payload once however many framings want it, and puts it into buffers. Confined
 * to its event loop.
 */
public final class MessageWriter implements AutoCloseable {
    private final MessageEncoder json;
    private final MessageEncoder proto;
    private final PushEncoder sbe;
    private final Framing framing = new Framing();
    private final GroupStreams streams;
    private final ByteBufAllocator pushes;
    private final ByteWriter jsonPayload = new ByteWriter(1024);
    private final ByteWriter protoPayload = new ByteWriter(1024);
    private final ByteWriter sbePayload = new ByteWriter(1024);
    private final ByteWriter answer = new ByteWriter(1024);
    private final ByteWriter framed = new ByteWriter(1024);

    /**
     * The encoders are this event loop's alone.
     *
     * @param streams  of groups that are compressed as such
     * @param pushes   where the buffers of what is pushed come from; those of answers are the clients' own
     */
    public MessageWriter(
            MessageEncoder json, MessageEncoder proto, PushEncoder sbe, GroupStreams streams, ByteBufAllocator pushes) {
        this.json = json;
        this.proto = proto;
        this.sbe = sbe;
        this.streams = streams;
        this.pushes = pushes;
    }

    /** What is said is numbered by the run of the feed that {@code instance} names, each time. */
    void numberedBy(FeedInstance instance) {
        framing.numberedBy(instance);
    }

    /** Writes the payloads of answers to those who are pushed {@code format}. */
    public MessageEncoder encoder(WireFormat format) {
        return format.payload() == WireFormat.Payload.PROTO ? proto : json;
    }

    private PushEncoder pushEncoder(WireFormat format) {
        return switch (format.payload()) {
            case JSON -> json;
            case PROTO -> proto;
            case SBE -> sbe;
        };
    }

    /** An empty writer for the payload of an answer, to be given to {@link #write} or {@link #framed}. */
    public ByteWriter payload() {
        return answer.clear();
    }

    /** Writes {@code payload}, an answer, in the framing of {@code format} to a client, without flushing. */
    public void write(Outlet outlet, WireFormat format, ByteWriter payload) {
        framing.append(format.ofAnswers(), payload, 0, framed.clear());
        write(outlet, framed);
    }

    /** Writes finished {@code bytes} to a client, without flushing. */
    void write(Outlet outlet, ByteWriter bytes) {
        if (bytes.length() > 0 && !outlet.isEnding()) {
            outlet.spend(1, bytes.length());
            outlet.write(copy(bytes, outlet.alloc()));
        }
    }

    /** {@code payload}, which {@link #encoder} wrote, in the framing of {@code format}; to be released. */
    public ByteBuf framed(WireFormat format, ByteWriter payload) {
        framing.append(format.ofAnswers(), payload, 0, framed.clear());
        return copy(framed, PooledByteBufAllocator.DEFAULT);
    }

    /** Those of groups that are compressed as such. */
    public GroupStreams streams() {
        return streams;
    }

    /** Where the buffers of what is pushed come from. */
    ByteBufAllocator allocator() {
        return pushes;
    }

    /** What is to be pushed, in a buffer; to be released. */
    ByteBuf copy(ByteWriter bytes) {
        return copy(bytes, pushes);
    }

    private static ByteBuf copy(ByteWriter bytes, ByteBufAllocator allocator) {
        ByteBuf copy = allocator.directBuffer(bytes.length());
        bytes.copyTo(copy);
        return copy;
    }

    /** What follows is of another quote or event than before. */
    void begin() {
        jsonPayload.clear();
        protoPayload.clear();
        sbePayload.clear();
    }

    /**
     * Appends a quote push; the payload of the quote begun is encoded when a framing first wants it. Whoever hears it has
     * heard of all that was published before, which an event says.
     */
    void appendQuote(WireFormat format, QuoteFlyweight quote, long drops, ByteWriter out) {
        appendNewest(format, quote, drops, out);
        appendPosition(format, quote.number(), out);
    }

    /** The same where nothing is said of what else was heard. */
    void appendNewest(WireFormat format, QuoteFlyweight quote, long drops, ByteWriter out) {
        ByteWriter payload = payload(format);
        if (payload.length() == 0) {
            pushEncoder(format).quotePush(payload, quote, drops);
        }
        frame(format, payload, out);
    }

    /** Whoever hears the event that was appended last has heard of all up to what is numbered so; 0 to say nothing. */
    void appendPosition(WireFormat format, long number, ByteWriter out) {
        if (format == WireFormat.SSE && number > 0 && out.length() > 0) {
            framing.appendId(number, out);
        }
    }

    /** Appends a status push, likewise; none is ever dropped. */
    void appendStatus(WireFormat format, StatusFlyweight status, long drops, ByteWriter out) {
        ByteWriter payload = payload(format);
        if (payload.length() == 0) {
            pushEncoder(format).statusPush(payload, status);
        }
        frame(format, payload, out);
    }

    /** Appends a trade push, likewise. */
    void appendTrade(WireFormat format, TradeFlyweight trade, long drops, ByteWriter out) {
        ByteWriter payload = payload(format);
        if (payload.length() == 0) {
            pushEncoder(format).tradePush(payload, trade, drops);
        }
        frame(format, payload, out);
    }

    /** Appends a candle push, likewise. */
    void appendCandle(WireFormat format, Candle candle, long drops, ByteWriter out) {
        ByteWriter payload = payload(format);
        if (payload.length() == 0) {
            encoder(format).candlePush(payload, candle, drops);
        }
        frame(format, payload, out);
    }

    /** Appends a push of a book, likewise. */
    void appendBook(WireFormat format, BookPush book, long drops, ByteWriter out) {
        ByteWriter payload = payload(format);
        if (payload.length() == 0) {
            book.drops = drops;
            pushEncoder(format).bookPush(payload, book);
        }
        frame(format, payload, out);
    }

    /** Appends the payload of a push; of one in a call without the frame around it. */
    private void frame(WireFormat format, ByteWriter payload, ByteWriter out) {
        framing.append(format, payload, format.isCall() ? ServerFrames.contentStart(payload) : 0, out);
    }

    private ByteWriter payload(WireFormat format) {
        return switch (format.payload()) {
            case JSON -> jsonPayload;
            case PROTO -> protoPayload;
            case SBE -> sbePayload;
        };
    }

    @Override
    public void close() {
        framing.close();
        streams.close();
    }
}
