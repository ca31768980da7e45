package io.quotegate.bench.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What the gateway told the witness, and which of it is to be there after whatever happens: wins and minutes once
 * nothing waited to be written any more, quotes once they are older than a recording may lose. Any thread.
 */
final class Told {
    /** What a killed gateway may lose of a recording. */
    private static final long LOST_MS = 2_000;

    private final long marginMs; // before and behind a kill: with the lateness of a machine that has much to do
    private final List<Row> rows = new ArrayList<>();
    private final List<long[]> unkept = new ArrayList<>(); // from, to: recordings may miss what came in between
    private final Map<String, String> minutes = new HashMap<>(); // pair and time to prices
    private final Map<String, String> keptMinutes = new HashMap<>();
    private final Set<String> wins = new HashSet<>();
    private final Set<String> keptWins = new HashSet<>();
    private final Set<String> chat = new HashSet<>();
    private final List<long[]> listening = new ArrayList<>(); // from, to: all that is said is heard
    private final Map<String, Long> begunAnew = new HashMap<>(); // of a venue that was killed: when it began again, us

    /** @param slack how much later than it should the gateway, or the witness, may be on a machine that has much to do */
    Told(Duration slack) {
        marginMs = LOST_MS + slack.toMillis();
    }

    private record Row(long receivedMs, String key) {}

    synchronized void onQuote(JsonNode quote) {
        String key = key(
                quote.path("pair").asText(),
                quote.path("receiveTime").asText(),
                quote.path("seq").asText());
        rows.add(new Row(System.currentTimeMillis(), key));
    }

    static String key(String pair, String receiveTime, String seq) {
        return pair + ' ' + receiveTime + ' ' + seq;
    }

    synchronized void onCandle(JsonNode candle) {
        if (candle.path("complete").asBoolean()) {
            String key =
                    candle.path("pair").asText() + ' ' + candle.path("openTime").asText();
            minutes.put(key, prices(candle));
            keptMinutes.remove(key);
        }
    }

    static String prices(JsonNode candle) {
        return candle.path("venue").asText()
                + ' '
                + candle.path("open").asText()
                + ' '
                + candle.path("high").asText()
                + ' '
                + candle.path("low").asText()
                + ' '
                + candle.path("close").asText();
    }

    synchronized void onWin(String name) {
        wins.add(name);
    }

    synchronized void onChat(String text) {
        chat.add(text);
    }

    synchronized void onJoined() {
        listening.add(new long[] {System.currentTimeMillis(), Long.MAX_VALUE});
    }

    synchronized void onWitnessGone() {
        if (!listening.isEmpty()) {
            long[] last = listening.get(listening.size() - 1);
            last[1] = Math.min(last[1], System.currentTimeMillis());
        }
    }

    /** What was told before; it is kept if the store is found to have written all after that. */
    synchronized Pending pending() {
        return new Pending(Set.copyOf(wins), Map.copyOf(minutes));
    }

    /** What may be kept by now. */
    record Pending(Set<String> wins, Map<String, String> minutes) {}

    /** Nothing waits to be written, which was told before. */
    synchronized void onWritten(Pending pending) {
        keptWins.addAll(pending.wins());
        pending.minutes().forEach((key, prices) -> {
            if (prices.equals(minutes.get(key))) {
                keptMinutes.put(key, prices);
            }
        });
    }

    /** The gateway was killed: what it had not written is gone, and recordings end a moment before. */
    synchronized void onKilled() {
        long nowMs = System.currentTimeMillis();
        wins.retainAll(keptWins);
        minutes.keySet().retainAll(keptMinutes.keySet());
        onUnkept(nowMs, nowMs);
        onWitnessGone();
    }

    /** A simulated venue was killed and has begun again: it tells another past than it did before. */
    synchronized void onVenueBegunAnew(String venue, long nowMs) {
        begunAnew.put(venue, TimeUnit.MILLISECONDS.toMicros(nowMs));
    }

    /**
     * Whether a minute that was told as {@code before} is kept by {@code candle}: as it was; or as the other venue, which
     * tells more of it, had it; or as its venue, asked again, has it since it began anew.
     */
    synchronized boolean isKeptBy(String before, JsonNode candle) {
        if (before.equals(prices(candle))) {
            return true;
        }
        String venue = candle.path("venue").asText();
        boolean told = !before.startsWith(venue + ' ')
                || candle.path("openTime").asLong() < begunAnew.getOrDefault(venue, Long.MIN_VALUE);
        return told && candle.path("complete").asBoolean();
    }

    /** Recordings may miss what came in that time. */
    synchronized void onUnkept(long fromMs, long toMs) {
        unkept.add(new long[] {fromMs - marginMs, toMs + marginMs});
    }

    synchronized Set<String> keptWins() {
        return Set.copyOf(keptWins);
    }

    synchronized Map<String, String> keptMinutes() {
        return Map.copyOf(keptMinutes);
    }

    /** Quotes that every recording together must have. */
    synchronized List<String> keptRows() {
        return rows.stream()
                .filter(row ->
                        unkept.stream().noneMatch(time -> row.receivedMs() >= time[0] && row.receivedMs() <= time[1]))
                .map(Row::key)
                .toList();
    }

    /** Whether a text that was acknowledged then ought to have been heard and was not. */
    synchronized boolean missed(String text, long acknowledgedMs) {
        return !chat.contains(text)
                && listening.stream()
                        .anyMatch(time -> acknowledgedMs > time[0] + marginMs && acknowledgedMs < time[1] - marginMs);
    }

    synchronized String counts() {
        return rows.size() + " quotes, " + minutes.size() + " minutes, " + wins.size() + " wins, " + chat.size()
                + " texts";
    }
}
