package io.quotegate.bench.wire.load;

import java.util.Map;

/**
 * What a load counted in a window of time.
 *
 * @param least            messages of the connection that had the fewest
 * @param most             messages of the connection that had the most
 * @param reached          connections that had a message
 * @param checked          messages whose sequence was checked
 * @param missed           how many quotes are missing in those sequences
 * @param drops            how many the server says it dropped from them
 * @param unexplained      messages before which another number is missing than the server says
 * @param serverCpuSeconds user and system time of the server
 * @param serverRssBytes   resident memory of the server at the end
 * @param open             connections at the end
 * @param closed           those that ended since the start, by WebSocket close code, or {@code lost}
 */
public record WindowReport(
        double seconds,
        long messages,
        long bytes,
        long least,
        long most,
        int reached,
        Latency latency,
        long checked,
        long missed,
        long drops,
        long unexplained,
        double serverCpuSeconds,
        long serverRssBytes,
        int open,
        Map<String, Integer> closed) {
    /** Messages a second. */
    public double rate() {
        return messages / seconds;
    }

    /** Bytes of a message's payload, as it came. */
    public double bytesPerMessage() {
        return messages == 0 ? 0 : (double) bytes / messages;
    }

    /** The server's CPU time for each message, in microseconds; 0 if there was none. */
    public double cpuUsPerMessage() {
        return messages == 0 ? 0 : serverCpuSeconds * 1e6 / messages;
    }

    /** How much of one core the server used. */
    public double cores() {
        return serverCpuSeconds / seconds;
    }

    /** Resident memory of the server in MiB. */
    public double rssMib() {
        return serverRssBytes / 1048576.0;
    }
}
