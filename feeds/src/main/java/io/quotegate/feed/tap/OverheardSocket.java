package io.quotegate.feed.tap;

import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;

/** Stands between a socket and its owner, and copies what both say. Confined to the feed loop. */
final class OverheardSocket implements SocketOwner {
    private final SocketOwner owner;
    private final FeedTap tap;
    private final int connection;
    private final Venue venue;

    private boolean opened;
    private boolean heard; // a text, in the read under way

    OverheardSocket(SocketOwner owner, FeedTap tap, int connection, Venue venue) {
        this.owner = owner;
        this.tap = tap;
        this.connection = connection;
        this.venue = venue;
    }

    @Override
    public void onOpen(boolean simulated) {
        opened = true;
        tap.opened(connection, venue); // before anything is asked for
        owner.onOpen(simulated);
    }

    @Override
    public void onHandshakeRefused(HandshakeRefusal refusal) {
        owner.onHandshakeRefused(refusal);
    }

    @Override
    public void onSaid(ByteWriter text) {
        tap.text(FeedTap.SAID, connection, text.array(), 0, text.length());
        tap.announce(); // it may be that nothing is read for long
        owner.onSaid(text);
    }

    @Override
    public void onRead() {
        heard = false;
        owner.onRead();
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        heard = true;
        tap.text(FeedTap.HEARD, connection, bytes, from, to); // before what the owner answers
        owner.onText(bytes, from, to);
    }

    @Override
    public void onReadComplete() {
        owner.onReadComplete(); // quotes are told first
        if (heard || !opened) {
            tap.announce();
        } else {
            tap.sign(FeedTap.ALIVE, connection);
        }
    }

    @Override
    public void onBinary() {
        owner.onBinary();
    }

    @Override
    public void onViolation(String detail) {
        owner.onViolation(detail);
    }

    @Override
    public void onEnd(String reason) {
        owner.onEnd(reason);
        if (opened) {
            tap.sign(FeedTap.END, connection);
        }
    }
}
