package io.quotegate.feed;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.socket.ClientSocket;
import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.function.Function;

/**
 * One connection to a venue that brings market data. Hands what comes to the venue's decoder, from which it goes straight to
 * the venue's sink. Confined to the feed loop.
 */
final class FeedConnection implements SocketOwner {
    /** Unreadable messages in a row that make the connection not worth keeping. */
    private static final int MAX_BAD_MESSAGES = 50;

    private final Route route;
    private final ConnectionOwner owner;
    private final ConnectionSink sink;
    private final FeedClock clock;
    private final ClientSocket socket;
    private final VenueDialect dialect;
    private final VenueDecoder decoder;
    private final Subscriptions subscriptions;
    private final ByteWriter outbound = new ByteWriter(256);

    private long openedNs;
    private long inputNs; // of the last frame, or of opening
    private long dataNs; // of the last market data, or of opening
    private long probedNs;
    private int badMessages;

    /** @param sockets makes the socket of the connection that it is given */
    FeedConnection(
            Route route,
            ConnectionOwner owner,
            ConnectionSink sink,
            FeedClock clock,
            Function<SocketOwner, ClientSocket> sockets) {
        this.route = route;
        this.owner = owner;
        this.sink = sink;
        this.clock = clock;
        this.subscriptions = new Subscriptions(this, owner, clock);
        this.dialect = owner.open(subscriptions);
        this.decoder = dialect.decoder();
        socket = sockets.apply(this);
    }

    /** Over which it speaks. */
    ClientSocket socket() {
        return socket;
    }

    Venue venue() {
        return sink.venue();
    }

    /** Along which it is connected. */
    Route route() {
        return route;
    }

    boolean isOpen() {
        return socket.isOpen();
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
            socket.send(dialect.probe(outbound.clear()), outbound);
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
        decoder.relist();
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
        socket.text(text);
    }

    /** Says goodbye where that is possible, and closes. The first reason given stands. */
    void end(String reason) {
        socket.end(reason);
    }

    @Override
    public void onOpen(boolean simulated) {
        sink.origin().tell(simulated);
        openedNs = clock.monotonicNs();
        inputNs = openedNs;
        dataNs = openedNs;
        subscriptions.begin(dialect);
        sink.opened(this::request);
        owner.onOpen(this);
    }

    @Override
    public void onHandshakeRefused(HandshakeRefusal refusal) {
        owner.onHandshakeRefused(this, refusal);
    }

    @Override
    public void onRead() {
        inputNs = clock.monotonicNs();
        sink.beginRead(this, inputNs, clock.epochNs());
        if (!owner.isLive()) {
            owner.onInput(this);
        }
    }

    @Override
    public void onReadComplete() {
        sink.endRead();
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
    public void onBinary() {
        owner.onUnknownMessage();
    }

    @Override
    public void onViolation(String detail) {
        owner.onBadMessage(detail);
    }

    @Override
    public void onEnd(String reason) {
        sink.ended(this);
        owner.onEnd(this, reason);
    }
}
