package io.quotegate.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.admission.RequestRate;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one connection may ask for: what they may who ask over it, so many requests in a second, so much work in a turn of
 * its event loop, and nothing while memory is short, or a long message of its waits to be inflated. Confined to its event loop.
 */
final class Allowance implements Outlet.Work, LongMessages.Member {
    private final Connection connection;
    private final ConnectionSweeper sweeper;
    private final Callers callers;
    private final RequestRate rate = new RequestRate();
    private final Turn.Share share;

    private final LongMessages longMessages;
    private final LongAdder waits;

    private boolean waitsToInflate; // or did, and may have more
    private boolean waitsForMemory; // and asks for no more until there is some

    Allowance(Connection connection, ConnectionSweeper sweeper, ConnectionMetrics metrics, Callers callers) {
        this.connection = connection;
        this.sweeper = sweeper;
        this.callers = callers;
        longMessages = sweeper.longMessages();
        waits = metrics.waitsForTurn;
        share = sweeper.turn().share(connection.channel().eventLoop(), this::lookAgain, waits);
    }

    /** Who asks. */
    Callers callers() {
        return callers;
    }

    boolean admitsRequest(int perSecond) {
        RequestRate.Verdict verdict = rate.take(sweeper.nowNs(), perSecond);
        if (verdict == RequestRate.Verdict.ENOUGH) {
            connection.end(DisconnectReason.FLOOD);
        }
        return verdict == RequestRate.Verdict.ALLOWED;
    }

    @Override
    public void spend(int messages, int bytes) {
        share.spend(messages, bytes);
    }

    boolean hasTurn() {
        return (!waitsToInflate || longMessages.isTurnOf(this)) && share.isLeft();
    }

    @Override
    public boolean mayInflate() {
        if (!waitsToInflate) {
            waitsToInflate = true;
            waits.increment();
            longMessages.add(this);
        }
        return longMessages.admits(this);
    }

    @Override
    public EventExecutor loop() {
        return connection.channel().eventLoop();
    }

    @Override
    public void goOn() {
        try {
            lookAgain();
        } catch (Throwable fault) {
            sweeper.guard().caught(fault);
        }
    }

    @Override
    public void left() {
        waitsToInflate = false;
    }

    /** Whether there is memory for one more answer. If not, the connection goes on when there is. */
    boolean hasMemory() {
        waitsForMemory = !sweeper.hasMemoryFor(connection);
        return !waitsForMemory;
    }

    void onTime() {
        if (waitsForMemory && hasMemory()) {
            lookAgain();
        }
    }

    /** Has what waits looked at, as if the client had taken something. */
    private void lookAgain() {
        if (connection.channel().isActive()) {
            connection.channel().pipeline().fireChannelWritabilityChanged();
        }
    }
}
