package io.quotegate.bench.wire.load;

/**
 * What came of handshakes in a window of time.
 *
 * @param connections      that were made, answered and closed
 * @param full             handshakes for which the server showed its certificate
 * @param failed           connections that broke
 * @param serverCpuSeconds user and system time of the server
 */
public record HandshakeReport(double seconds, long connections, long full, long failed, double serverCpuSeconds) {
    /** Connections a second. */
    public double rate() {
        return connections / seconds;
    }

    /** The server's CPU time for each, in microseconds. */
    public double cpuUsEach() {
        return connections == 0 ? 0 : serverCpuSeconds * 1e6 / connections;
    }

    /** How many one core of the server could do in a second. */
    public double perCoreSecond() {
        return serverCpuSeconds == 0 ? 0 : connections / serverCpuSeconds;
    }

    /** How much of one core the server used. */
    public double cores() {
        return serverCpuSeconds / seconds;
    }
}
