package io.quotegate.bench.wire.load;

import java.util.List;

/**
 * What a load process is to do.
 *
 * @param kind        what connections do
 * @param port        on 127.0.0.1
 * @param path        of the WebSocket
 * @param connections how many
 * @param perAddress  how many of them come from one loopback address, so that ports do not run out
 * @param messages    what they send, connection {@code i} the one at {@code i} modulo their number
 * @param depth       requests under way on a connection
 * @param checked     on how many connections the sequence of every message is checked
 * @param sampleEvery of how many messages on the others one is timed
 * @param spin        whether the event loop asks its sockets on and on, in place of sleeping until the kernel wakes it
 * @param tls         whether they speak TLS, and believe any certificate
 * @param serverPid   whose CPU time and memory are told
 */
public record WireLoadPlan(
        Kind kind,
        int port,
        String path,
        int connections,
        int perAddress,
        List<String> messages,
        int depth,
        int checked,
        int sampleEvery,
        boolean spin,
        boolean tls,
        long serverPid) {
    private static final int PER_ADDRESS = 20_000;
    private static final int CHECKED = 5;
    private static final int SAMPLE_EVERY = 50;

    /** What connections do. */
    public enum Kind {
        /** Send one message over WebSocket and take what comes. */
        SUBSCRIBE,
        /** The same, and what comes is SBE. */
        SUBSCRIBE_SBE,
        /** The same, and what comes is compressed, with reference to what came before. */
        SUBSCRIBE_DEFLATE,
        /** The same, and what comes is compressed each by itself. */
        SUBSCRIBE_DEFLATE_EACH,
        /** Send one message in a length-prefixed frame and take what comes. */
        SUBSCRIBE_FRAMES,
        /** The same, and what comes is SBE. */
        SUBSCRIBE_FRAMES_SBE,
        /** Make a call of gRPC that streams quotes, for the pairs that the message names. */
        SUBSCRIBE_GRPC,
        /** Send a message over WebSocket as soon as the one before is answered. */
        REQUEST_WEBSOCKET,
        /** The same in length-prefixed frames. */
        REQUEST_FRAMES,
        /** Ask for the path that the message is over HTTP/1.1, as soon as the one before is answered. */
        REQUEST_HTTP;

        boolean isSubscriber() {
            return this != REQUEST_WEBSOCKET && this != REQUEST_FRAMES && this != REQUEST_HTTP;
        }

        /** Whether what comes has to be inflated, which is done where it is checked only. */
        boolean isDeflated() {
            return this == SUBSCRIBE_DEFLATE || this == SUBSCRIBE_DEFLATE_EACH;
        }

        /** Whether connections carry length-prefixed frames from their start. */
        boolean isFrames() {
            return this == SUBSCRIBE_FRAMES || this == SUBSCRIBE_FRAMES_SBE || this == REQUEST_FRAMES;
        }
    }

    public WireLoadPlan {
        messages = List.copyOf(messages);
        check(connections >= 1, "connections", connections);
        check(perAddress >= 1, "perAddress", perAddress);
        check(!messages.isEmpty(), "messages", messages.size());
        check(depth >= 1, "depth", depth);
        check(checked >= 0, "checked", checked);
        check(sampleEvery >= 1, "sampleEvery", sampleEvery);
    }

    private static void check(boolean valid, String name, int value) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more)");
        }
    }

    /** Subscribers of {@code /v1/stream}. */
    public static WireLoadPlan subscribe(int port, int connections, List<String> messages, long serverPid) {
        return new WireLoadPlan(
                Kind.SUBSCRIBE,
                port,
                "/v1/stream",
                connections,
                PER_ADDRESS,
                messages,
                1,
                CHECKED,
                SAMPLE_EVERY,
                false,
                false,
                serverPid);
    }

    /** Requesters, each with {@code depth} requests under way. */
    public static WireLoadPlan request(
            Kind kind, int port, String path, int connections, String message, int depth, long serverPid) {
        return new WireLoadPlan(
                kind,
                port,
                path,
                connections,
                PER_ADDRESS,
                List.of(message),
                depth,
                0,
                SAMPLE_EVERY,
                false,
                false,
                serverPid);
    }

    /** The same for subscribers, in another format. */
    public WireLoadPlan withKind(Kind other) {
        return new WireLoadPlan(
                other,
                port,
                path,
                connections,
                perAddress,
                messages,
                depth,
                checked,
                sampleEvery,
                spin,
                tls,
                serverPid);
    }

    /** The same, with every message on {@code count} connections checked. */
    public WireLoadPlan withChecked(int count) {
        return new WireLoadPlan(
                kind, port, path, connections, perAddress, messages, depth, count, sampleEvery, spin, tls, serverPid);
    }

    /** The same, with every message timed. */
    public WireLoadPlan withEveryTimed() {
        return new WireLoadPlan(
                kind, port, path, connections, perAddress, messages, depth, checked, 1, spin, tls, serverPid);
    }

    /** The same, spinning or not. */
    public WireLoadPlan withSpin(boolean spins) {
        return new WireLoadPlan(
                kind,
                port,
                path,
                connections,
                perAddress,
                messages,
                depth,
                checked,
                sampleEvery,
                spins,
                tls,
                serverPid);
    }

    /** The same over TLS, or not. */
    public WireLoadPlan withTls(boolean speaksTls) {
        return new WireLoadPlan(
                kind,
                port,
                path,
                connections,
                perAddress,
                messages,
                depth,
                checked,
                sampleEvery,
                spin,
                speaksTls,
                serverPid);
    }
}
