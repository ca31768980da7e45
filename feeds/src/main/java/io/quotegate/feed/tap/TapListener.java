package io.quotegate.feed.tap;

import io.quotegate.market.Venue;

/** Hears what a {@link TapReader} reads, on the reader's loop. Arrays are valid only during the call. */
public interface TapListener {
    /** The feed has a connection to {@code venue}, by a number that no other has. */
    void onOpen(int connection, Venue venue);

    /** The feed sends {@code bytes[from..to)}, a text message. */
    void onSaid(int connection, byte[] bytes, int from, int to);

    /** The venue sent {@code bytes[from..to)}, a text message. */
    void onHeard(int connection, byte[] bytes, int from, int to);

    /** The venue sent something that is no text, as an answer to a ping. */
    void onAlive(int connection);

    /** The connection is over. */
    void onEnd(int connection);

    /** Something is missing, of whatever connection: those that are open are not overheard any more. */
    void onLost();

    /** What there was is read. */
    void onReadComplete();
}
