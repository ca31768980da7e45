package io.quotegate.gateway.relay.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A venue's clock, as it told it not long ago. Any thread. */
public final class ServerTime {
    private static final long TRUE_NS = Duration.ofSeconds(10).toNanos();
    private static final long SLOW_NS = Duration.ofSeconds(1).toNanos();

    private final String target;
    private final Pattern answer;

    private volatile Told told = new Told(0, 0, false);

    private record Told(long epochMs, long atNs, boolean known) {}

    /**
     * @param target of the question that asks for it
     * @param answer what the venue answers, with the milliseconds in its first group
     */
    public ServerTime(String target, Pattern answer) {
        this.target = target;
        this.answer = answer;
    }

    /** Whatever the venue was asked for, it gave {@code reply}, or none, between two moments of a clock that does not jump. */
    public void onAnswer(String asked, @Nullable RestReply reply, long sentNs, long receivedNs) {
        if (reply == null) {
            onAway();
        } else if (asked.equals(target)) {
            Matcher found = answer.matcher(new String(reply.bytes(), UTF_8));
            if (found.matches()) {
                onTold(Long.parseLong(found.group(1)), sentNs, receivedNs);
            }
        }
    }

    /** The venue told {@code epochMs} between two moments of a clock that does not jump. */
    void onTold(long epochMs, long sentNs, long receivedNs) {
        long tookNs = receivedNs - sentNs;
        if (tookNs >= 0 && tookNs < SLOW_NS) {
            told = new Told(epochMs, sentNs + tookNs / 2, true);
        }
    }

    /** The venue does not answer. */
    void onAway() {
        told = new Told(0, 0, false);
    }

    /** The time there, milliseconds since the epoch; empty if it is too long ago that it was told. */
    public OptionalLong epochMs(long nowNs) {
        Told last = told;
        long sinceNs = nowNs - last.atNs;
        return last.known && sinceNs >= 0 && sinceNs < TRUE_NS
                ? OptionalLong.of(last.epochMs + TimeUnit.NANOSECONDS.toMillis(sinceNs))
                : OptionalLong.empty();
    }
}
