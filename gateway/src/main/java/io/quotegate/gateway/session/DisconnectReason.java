package io.quotegate.gateway.session;

import io.quotegate.codec.Violation;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Why a connection ended. The one list that metrics, logs and every protocol's farewell are drawn from: add a reason
 * here and each protocol can already say it. {@code docs/PROTOCOL.md} shows it to clients.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-7.4">RFC 6455 §7.4, close codes</a>
 */
public enum DisconnectReason {
    /** The client closed. */
    CLIENT_CLOSED(1000, 1, true),
    /** The client asked for the connection to end. */
    CLIENT_BYE(1000, 1, true),
    /** The last answer of an HTTP connection was sent. */
    COMPLETED(1000, 0, true),
    /** The gateway ends, perhaps to be started anew. */
    SERVER_SHUTDOWN(1012, 14, true),
    /** A stream lasted {@code limits.max-stream-age}: it is to be begun again, perhaps elsewhere. */
    STREAM_AGE(1012, 14, true),
    PROTOCOL_ERROR(1002, 3, false),
    INVALID_DATA(1007, 3, false),
    TOO_LARGE(1009, 8, false),
    /** JSON nested so deep that the end of the message is not looked for. */
    TOO_DEEP(1002, 3, false),
    INTERNAL_ERROR(1011, 13, true),
    /** More unsent than {@code fanout.pending-limit}. */
    SLOW_CONSUMER(4001, 8, true),
    /** Silent for two heartbeats after a ping. */
    IDLE_TIMEOUT(4002, 14, true),
    /** A message was begun and not ended within {@code limits.message-timeout}. */
    MESSAGE_TIMEOUT(4003, 4, true),
    /** The gateway itself fell behind, so a mode {@code all} client would have missed quotes. */
    LAPPED(4004, 10, true),
    /** A file changed or vanished while it was sent. */
    FILE_CHANGED(4005, 10, true),
    /** As many connections as there may be, or as one address may have. */
    TOO_MANY_CONNECTIONS(4006, 8, true),
    /** Memory is short: it held most of it, or had just come. */
    SHED(4007, 8, true),
    /** Its token is not valid any more, or it has shown none for 10 s where one is needed. */
    UNAUTHENTICATED(4008, 16, false),
    /** What a client is relayed has been away for {@code relay.close-after}. */
    VENUE_AWAY(4009, 14, true),
    /** Frames that cost us more than they cost the peer: resets, pings, settings, empty frames. */
    FLOOD(1008, 8, false),
    /** A PROXY header of somebody who is not believed; or none, or a broken one, of a proxy that is. */
    PROXY_HEADER(1002, 7, false),
    /** The first bytes are of no protocol served here. */
    UNRECOGNISED(1002, 3, false),
    /** Nothing recognisable within 5 s. */
    DETECTION_TIMEOUT(1002, 4, true),
    /** A protocol that this version does not serve yet. */
    NOT_AVAILABLE(1002, 12, false),
    /** Plain text where the port speaks TLS only. */
    TLS_REQUIRED(1002, 16, false),
    /** Hands could not be shaken, or what came afterwards was no TLS. */
    TLS_FAILED(1002, 16, false),
    /** The network or the other machine broke the connection. */
    CONNECTION_LOST(1006, 14, true);

    /** How long a client may take to hear that it is over, where there is no reason to read. */
    public static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long SLOW_FAREWELL_NS = TimeUnit.MINUTES.toNanos(15);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final int webSocketCode;
    private final int grpcStatus;
    private final boolean comeBack;

    DisconnectReason(int webSocketCode, int grpcStatus, boolean comeBack) {
        this.webSocketCode = webSocketCode;
        this.grpcStatus = grpcStatus;
        this.comeBack = comeBack;
    }

    /** What a peer's {@code violation} ends its connection with. */
    public static DisconnectReason of(Violation violation) {
        return switch (violation) {
            case MALFORMED -> PROTOCOL_ERROR;
            case TOO_LARGE -> TOO_LARGE;
            case TOO_DEEP -> TOO_DEEP;
            case INVALID_DATA -> INVALID_DATA;
        };
    }

    /** Lower-case spelling, in farewells and as the label of a counter. */
    public String wireName() {
        return wireName;
    }

    /** The code of the close frame. */
    public int webSocketCode() {
        return webSocketCode;
    }

    /** The status of a call that ends so. */
    public int grpcStatus() {
        return grpcStatus;
    }

    /** Whether a well-behaved client should come back. */
    public boolean comeBack() {
        return comeBack;
    }

    /**
     * Whether all that comes before it is what the client asked for, so that none of it is lost by a client that is slow
     * to take it.
     */
    boolean isOrderly() {
        return this == CLIENT_CLOSED || this == CLIENT_BYE || this == COMPLETED;
    }

    /** Whether what is under way may be done first, and nothing else is begun. */
    public boolean letsFinish() {
        return this == SERVER_SHUTDOWN || this == STREAM_AGE;
    }

    /** How long a client may take to read the reason, in nanoseconds: minutes if it is slow, since it may be asleep. */
    public long farewellNs() {
        return this == SLOW_CONSUMER ? SLOW_FAREWELL_NS : FAREWELL_NS;
    }
}
