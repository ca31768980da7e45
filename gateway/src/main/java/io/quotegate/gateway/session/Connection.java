package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.admission.Shedding;
import io.quotegate.gateway.session.liveness.Activity;
import io.quotegate.gateway.session.liveness.TakingWatch;
import io.quotegate.gateway.session.liveness.Unsent;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/**
 * One client connection, whatever it speaks: when it was last heard and spoken to, and how and why it ends. It outlives
 * a change of protocol, from detection to HTTP to WebSocket. Confined to its event loop.
 */
public final class Connection implements Outlet, Peer, Shedding.Holder {
    private final Channel channel;
    private final ConnectionSweeper sweeper;
    private final ConnectionMetrics metrics;
    private final Activity activity;
    private final TakingWatch taking = new TakingWatch();
    private final Closing closing;
    private final Unsent unsent;
    private final Backlog backlog = new Backlog();
    private final Reading reading;
    private final Allowance allowance;
    private final int pendingLimit;
    private final AccessRecord record;

    private Protocol protocol = Protocol.UNKNOWN;
    private ProtocolSession session = ProtocolSession.SILENT;
    private boolean gone;
    int index; // among the sweeper's connections

    /**
     * @param pendingLimit most bytes that may wait for the client to take them
     * @param callers      know who asks
     */
    public Connection(
            Channel channel, ConnectionSweeper sweeper, ConnectionMetrics metrics, int pendingLimit, Callers callers) {
        this.channel = channel;
        this.sweeper = sweeper;
        this.metrics = metrics;
        this.pendingLimit = pendingLimit;
        record = new AccessRecord(channel);
        activity = new Activity(sweeper.clock());
        reading = new Reading(channel.config(), activity);
        closing = new Closing(channel, metrics);
        unsent = new Unsent(channel);
        allowance = new Allowance(this, sweeper, metrics, callers);
        metrics.opened(protocol);
        sweeper.add(this);
    }

    public Channel channel() {
        return channel;
    }

    /** Whose connection it is: the client's, also where a proxy speaks for it. */
    @Override
    public SocketAddress address() {
        return record.address();
    }

    /** From now on it is the connection of a client at {@code address}. */
    public void speaksFor(SocketAddress address) {
        record.speaksFor(address);
    }

    public Protocol protocol() {
        return protocol;
    }

    /** From now on the connection speaks {@code next}, as {@code nextSession} does. */
    public void speak(Protocol next, ProtocolSession nextSession) {
        metrics.changed(protocol, next);
        protocol = next;
        session = nextSession;
        activity.beginAnew();
    }

    /** Who asks over it. */
    public Callers callers() {
        return allowance.callers();
    }

    @Override
    public Peer peer() {
        return this;
    }

    @Override
    public ByteBufAllocator alloc() {
        return channel.alloc();
    }

    @Override
    public void heard(boolean midMessage) {
        activity.heard(midMessage);
    }

    /** Notes that something was written past {@link #write}. */
    public void spoke() {
        activity.spoke();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (backlog.isEmpty()) {
            writeFirst(bytes);
        } else {
            backlog.add(bytes);
        }
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        spoke();
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
        flushed();
    }

    /** Notes that something was flushed past {@link #flush}: it may have been the last that the client waits for. */
    public void flushed() {
        if (closing.isInputClosed() && !isEnding()) {
            channel.eventLoop().execute(() -> end(DisconnectReason.CLIENT_CLOSED));
        }
    }

    @Override
    public void putOff(ByteBuf bytes) {
        backlog.add(bytes);
    }

    @Override
    public boolean isWritable() {
        return !isEnding() && backlog.isEmpty() && channel.isWritable();
    }

    /** How long nothing has come. */
    public long silentNs(long nowNs) {
        return activity.silentNs(nowNs);
    }

    @Override
    public long quietNs(long nowNs) {
        return unsentBytes() > 0 ? 0 : activity.quietNs(nowNs);
    }

    @Override
    public long incompleteNs(long nowNs) {
        return reading.isStopped() ? 0 : activity.incompleteNs(nowNs); // it cannot end what we do not read
    }

    @Override
    public boolean isEnding() {
        return closing.hasBegun();
    }

    @Override
    public long unsentBytes() {
        return unsent.bytes() + backlog.bytes();
    }

    /** Bytes that are kept because the client does not take them, whoever keeps them. */
    @Override
    public long keptBytes() {
        return unsentBytes() + session.keptBytes();
    }

    @Override
    public boolean admitsRequest(int perSecond) {
        record.asked();
        return allowance.admitsRequest(perSecond);
    }

    @Override
    public int pendingLimit() {
        return pendingLimit;
    }

    @Override
    public Work work() {
        return allowance;
    }

    /** Whether anything of this connection is still to be looked at in this turn of the loop; it goes on in another. */
    public boolean hasTurn() {
        return allowance.hasTurn();
    }

    @Override
    public boolean takesAnswers() {
        return hasTurn() && Outlet.super.takesAnswers();
    }

    /**
     * Reads no more while more waits for the client than may, memory is short, or it has used its part of the turn: it
     * would only ask for more answers. Whether it reads on.
     */
    public boolean restrain() {
        return reading.restrain(isEnding() || (allowance.hasMemory() && takesAnswers()));
    }

    /** Sends what waited, if the socket takes bytes again. */
    public void resume() {
        if (!isEnding()) {
            backlog.writeTo(channel);
        }
    }

    /**
     * Reads again if the socket takes bytes again, and the client may ask for more. To be called behind all that was read
     * before and waited: what is read while that waits only piles up.
     */
    public void readOn() {
        if (reading.isStopped() && isWritable() && allowance.hasMemory() && takesAnswers()) {
            reading.goOn();
        }
    }

    /** Has nothing read, or lets it be read again, whatever the client takes. */
    public void pauseReading(boolean pauses) {
        reading.pause(pauses, isWritable());
    }

    void onTime(long nowNs) {
        if (!isEnding()) {
            allowance.onTime();
            session.onTime(nowNs);
        }
        long idleNs = taking.idleNs(nowNs, unsentBytes() > 0, unsent.mark());
        boolean patient = Math.max(idleNs, isInputClosed() ? quietNs(nowNs) : 0) < sweeper.patienceNs();
        boolean stuck = !patient && !isEnding();
        if (!patient && closing.waitsForClient()) {
            channel.close();
        } else if (closing.isInputClosed()) {
            end(DisconnectReason.CLIENT_CLOSED);
        } else if (stuck && !unsent.isLittle()) { // it may come back and read why, but no more is kept for that
            closeFor(DisconnectReason.SLOW_CONSUMER);
        } else if (stuck && !session.isConflated()) {
            end(DisconnectReason.SLOW_CONSUMER);
        }
    }

    /** Whether it pushes something and is older than {@code most}; zero is for ever. */
    boolean isOver(long nowNs, Duration most) {
        return record.isOver(nowNs, most) && session.lasts();
    }

    /** Whether the client has closed its half, so that it can say nothing more. */
    public boolean isInputClosed() {
        return closing.isInputClosed();
    }

    /**
     * The client has closed its half. What it asked for is still answered, and then the connection ends; what would go on
     * for ever ends now: a client that is gone looks the same, and one that cannot say anything any more can neither
     * answer a ping nor leave.
     */
    void inputClosed() {
        closing.inputClosed();
        end(DisconnectReason.CLIENT_CLOSED);
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding() && !session.drains(because)) {
            end(because, Closing.words(session, because, sweeper.guard()));
        }
    }

    /**
     * Sends {@code lastWords}, which it releases, and closes. Gives the peer a moment to read them: what it is still
     * sending would otherwise make the kernel reset the connection and throw them away. A slow client loses what waited,
     * so that nothing but the socket's own buffer stands before the reason, and is given minutes to come to it: it may be
     * asleep. A client that only waits for what it asked for has as long as it goes on taking it.
     */
    @Override
    public void end(DisconnectReason because, ByteBuf lastWords) {
        if (!closing.beginsFor(because, protocol)) {
            lastWords.release();
            return;
        }
        try {
            backlog.endFor(because, channel);
            session.stopReading();
            reading.drain();
            closing.say(lastWords);
        } catch (Throwable fault) {
            fail(fault);
        }
    }

    /** Bytes came that nobody looks at, because it is ending. */
    public void dropped(int bytes) {
        closing.dropped(bytes);
    }

    /** The reason for a break that nobody announced. */
    public void lost(Throwable cause) {
        if (TlsLayer.isFailure(cause)) {
            closeFor(DisconnectReason.TLS_FAILED);
        } else if (!(cause instanceof IOException)) {
            fail(cause);
        } else if (!(cause instanceof ClosedChannelException)) { // by what was written after the end
            closeFor(DisconnectReason.CONNECTION_LOST);
        }
    }

    @Override
    public void count(Throwable fault) {
        sweeper.guard().caught(fault);
    }

    @Override
    public void fail(Throwable fault) {
        count(fault);
        closeFor(DisconnectReason.INTERNAL_ERROR);
    }

    @Override
    public void shed() {
        closeFor(DisconnectReason.SHED); // words would only wait behind the rest
    }

    /** Closes at once, without a word. */
    public void closeFor(DisconnectReason because) {
        closing.beginsFor(because, protocol);
        channel.close();
    }

    /** The channel is closed. */
    public void gone() {
        if (!gone) {
            gone = true;
            closing.beginsFor(DisconnectReason.CLIENT_CLOSED, protocol);
            closing.over();
            backlog.release();
            sweeper.remove(this);
            record.end(protocol, closing.reason(), sweeper.accessLog());
        }
    }
}
