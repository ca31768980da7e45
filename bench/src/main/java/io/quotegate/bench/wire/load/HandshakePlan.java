package io.quotegate.bench.wire.load;

/**
 * What a process of handshakes is to do.
 *
 * @param kind        of connections
 * @param port        of the server, on 127.0.0.1
 * @param connections that are being made at a time; each is closed when it was answered, and another one begun
 * @param serverPid   whose CPU time is told
 */
public record HandshakePlan(Kind kind, int port, int connections, long serverPid) {
    /** What a connection begins with. */
    public enum Kind {
        /** Nothing: what the connection alone costs. */
        PLAIN,
        /** A handshake with all that belongs to it. */
        FULL,
        /** One with the ticket of an earlier connection. */
        RESUMED
    }
}
