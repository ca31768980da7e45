package io.quotegate.feed.sim.server;

import io.quotegate.feed.sim.push.PushForm;

/** What a venue does with one of its WebSocket connections. Confined to the venue's loop. */
public interface SessionProtocol {
    /** Hands were shaken. */
    void onOpen();

    /** A text or binary message. */
    void onMessage(byte[] bytes, int from, int to);

    /** A ping; the pong is sent by the connection. */
    void onPing();

    void onPong(byte[] bytes, int from, int to);

    /** A message was longer than the venue takes. */
    void onTooLarge();

    /** The client leaves unread more than the venue keeps for it. */
    void onSlow();

    /** Looks at what only time changes. */
    void onTick(long nowNs);

    /** In which form pushes go to this connection. */
    PushForm form();

    /** Says that the connection will be cut soon. */
    void announceShutdown();

    /** A text that is no JSON, or JSON of the wrong types; another one for each {@code number}. */
    String garbage(int number);
}
