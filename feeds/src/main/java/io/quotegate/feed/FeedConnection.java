package io.quotegate.feed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.peer.MaskedFrames;
import io.quotegate.feed.peer.PeerText;
import io.quotegate.feed.peer.PongAnswers;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection to a venue, from the first byte of its handshake to its end. Reads messages in place and
 * hands them to the venue's decoder, from which market data goes straight to the venue's sink. Confined to the feed
 * loop.
 */
final class FeedConnection extends ChannelInboundHandlerAdapter implements WebSocketListener {
    /** Largest message taken; a book snapshot of 400 levels is some 27 KB. */
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    /** Unreadable messages in a row that make the connection not worth keeping. */
    private static final int MAX_BAD_MESSAGES = 50;

    private static final int NORMAL_CLOSURE = 1000;

    private final Route route;
    private final ConnectionOwner owner;
    private final ConnectionSink sink;
    private final FeedClock clock;
    private final WebSocketClientHandshaker handshaker;
    private final WebSocketReader reader;
    private final VenueDialect dialect;
    private final VenueDecoder decoder;
    private final Subscriptions subscriptions;
    private final ByteWriter outbound = new ByteWriter(256);
    private final PongAnswers pongs = new PongAnswers(this::pong);

    private @Nullable ChannelHandlerContext ctx;
    private boolean open; // shaken hands and not ended
    private boolean ended;
    private @Nullable String endReason;
    private long openedNs;
    private long inputNs; // of the last frame, or of opening
    private long dataNs; // of the last market data, or of opening
    private long probedNs;
    private int badMessages;

    FeedConnection(
            Route route,
            ConnectionOwner owner,
            ConnectionSink sink,
            FeedClock clock,
            WebSocketClientHandshaker handshaker,
            ByteScratch scratch) {
        this.route = route;
        this.owner = owner;
        this.sink = sink;
        this.clock = clock;
        this.handshaker = handshaker;
        this.subscriptions = new Subscriptions(this, owner, clock);
        this.dialect = owner.open(subscriptions);
        this.decoder = dialect.decoder();
        this.reader = new WebSocketReader(WebSocketReader.Role.CLIENT, MAX_MESSAGE_BYTES, scratch, null);
    }

    Venue venue() {
        return sink.venue();
    }

    /** Along which it is connected. */
    Route route() {
        return route;
    }

    boolean isOpen() {
        return open && endReason == null;
    }

    /** Whether it is over, or about to be. */
    boolean isEnding() {
        return endReason != null;
    }

    long openedNs() {
        return openedNs;
    }

    long silentNs(long nowNs) {
        return nowNs - inputNs;
    }

    /** How long no market data has come, whatever else did. */
    long withoutDataNs(long nowNs) {
        return nowNs - dataNs;
    }

    /** For how long there has been nothing new about what the venue takes and refuses. */
    long settledNs(long nowNs) {
        return subscriptions.settledNs(openedNs, nowNs);
    }

    /** Whether it was acknowledged and market data has come. */
    boolean isDelivering() {
        return isOpen() && subscriptions.isTaken() && hasDelivered();
    }

    /** Whether market data has ever come. */
    boolean hasDelivered() {
        return dataNs > openedNs;
    }

    /** Asks for a sign of life, unless it did so less than {@code atMostEveryNs} ago. */
    void probe(long nowNs, long atMostEveryNs) {
        if (isOpen() && nowNs - probedNs >= atMostEveryNs) {
            probedNs = nowNs;
            send(dialect.probe(outbound.clear()), outbound);
        }
    }

    /** Asks for the quotes of {@code pair} anew. */
    void renew(Instrument pair) {
        if (isOpen()) {
            dialect.renewal(pair).forEach(this::request);
        }
    }

    /** The venue should have {@code change} from now on. */
    void relist(Instruments.Change change) {
        dialect.relist();
        if (isOpen()) { // else all there is then is asked for when it is
            subscriptions.change(dialect, change);
        }
    }

    /** Goes on with what the venue refused, and with what is served otherwise, if it is time. */
    void subscribe(long nowNs) {
        subscriptions.onTime(dialect, nowNs);
    }

    /** Sends a request to the venue. */
    void request(ByteWriter text) {
        send(WebSocketFrames.TEXT, text);
    }

    /** Says goodbye where that is possible, and closes. The first reason given stands. */
    void end(String reason) {
        if (endReason != null) {
            return;
        }
        endReason = PeerText.shown(reason);
        reader.stop();
        if (ctx == null) {
            finish();
            return;
        }
        if (open) {
            send(WebSocketFrames.CLOSE, outbound.clear().put(WebSocketFrames.closePayload(NORMAL_CLOSURE, "")));
        }
        ctx.close();
    }

    /** The channel is gone, or was never connected. */
    void finish() {
        if (!ended) {
            ended = true;
            reader.close();
            sink.ended(this);
            owner.onEnd(this, endReason == null ? "closed by the venue" : endReason);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (endReason == null) {
            handshaker.handshake(context.channel());
        } else {
            context.close();
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof FullHttpResponse response && !open) {
                finishHandshake(context.channel(), response);
            } else if (message instanceof ByteBuf in && isOpen()) {
                beginRead();
                reader.read(in, this);
            }
        } catch (ProtocolException e) {
            owner.onBadMessage(e.detail());
            end("protocol error: " + e.detail());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void beginRead() {
        inputNs = clock.monotonicNs();
        sink.beginRead(this, inputNs, clock.epochNs());
        if (!sink.isLive()) {
            owner.onInput(this);
        }
    }

    private void finishHandshake(Channel channel, FullHttpResponse response) {
        HttpResponseStatus status = response.status();
        if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            if (status.codeClass() != HttpStatusClass.INFORMATIONAL) { // hints may come before the answer
                HandshakeRefusal refusal = HandshakeRefusal.of(response, clock.epochNs());
                owner.onHandshakeRefused(this, refusal);
                end("refused: " + refusal.text());
            }
            return;
        }
        String extensions = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (extensions != null) { // RFC 6455 section 4.1
            end("the venue uses an extension that nobody asked for: " + extensions);
            return;
        }
        handshaker.finishHandshake(channel, response);
        sink.origin().tell(response.headers().contains(VenueOrigin.HEADER, "true", true));
        channel.pipeline().remove("ws-decoder"); // ours reads in place
        channel.pipeline().remove("ws-encoder");
        open = true;
        openedNs = clock.monotonicNs();
        inputNs = openedNs;
        dataNs = openedNs;
        subscriptions.begin(dialect);
        sink.opened(this);
        owner.onOpen(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        sink.endRead();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        open = false; // not even a goodbye can be counted on
        end(FailureText.of(cause));
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        long heardBefore = sink.heard();
        String problem = null;
        try {
            if (!decoder.decode(bytes, from, to)) {
                owner.onUnknownMessage();
            }
        } catch (ProtocolException e) {
            problem = e.detail();
        }
        if (sink.heard() != heardBefore) {
            dataNs = inputNs;
            badMessages = 0;
        }
        if (problem != null) {
            onBadMessage(problem);
        }
    }

    private void onBadMessage(String problem) {
        owner.onBadMessage(problem);
        if (++badMessages >= MAX_BAD_MESSAGES) {
            end(badMessages + " unreadable messages in a row");
        }
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        owner.onUnknownMessage();
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        pongs.onPing(bytes, from, to);
    }

    private void pong(byte[] bytes, int from, int to, Runnable written) {
        ChannelHandlerContext context = ctx;
        if (context != null && isOpen()) {
            ByteWriter payload = outbound.clear().put(bytes, from, to - from);
            ByteBuf frame = MaskedFrames.of(context.alloc(), WebSocketFrames.PONG, payload);
            context.writeAndFlush(frame).addListener(done -> written.run());
        }
    }

    @Override
    public void onPong() {
        // That it came is all it says, and the read was noted.
    }

    @Override
    public void onClose(int code) {
        end("closed by the venue with code " + code);
    }

    private void send(int opcode, ByteWriter payload) {
        ChannelHandlerContext context = ctx;
        if (context != null) {
            context.writeAndFlush(MaskedFrames.of(context.alloc(), opcode, payload), context.voidPromise());
        }
    }
}
