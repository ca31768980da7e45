package io.quotegate.gateway.session;

import java.net.SocketAddress;

/** Whoever is at the other end of one connection, by which it is told from others and from nothing else. Any thread. */
public interface Peer {
    SocketAddress address();
}
