package io.quotegate.bench.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Whether what the gateway acknowledged is still there. For one thread. */
final class Keepings {
    /** Until then, while the faults go on, all must be there. */
    static final int LOOKS = 180;

    private static final int TRIES = 900;
    private static final int AGAIN_MS = 100;
    private static final int PAIR = 2; // columns of a recording
    private static final int SEQ = 10;

    private Keepings() {}

    /** Looks at what a gateway that was started again has of the game and of the minutes. */
    static void check(int port, Told told, Verdict verdict) throws IOException, InterruptedException {
        String missing = "";
        for (int i = 0; i < TRIES; i++) {
            missing = missing(port, told);
            if (missing.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        }
        verdict.broken("acknowledged, and not there after a kill: " + missing);
    }

    /** The same, one look of {@code left}; how many are left, none if all is there. */
    static int look(int port, Told told, Verdict verdict, int left) throws IOException, InterruptedException {
        String missing = missing(port, told);
        if (!missing.isEmpty() && left == 1) {
            verdict.broken("acknowledged, and not there after a kill: " + missing);
        }
        return missing.isEmpty() ? 0 : left - 1;
    }

    private static String missing(int port, Told told) throws IOException, InterruptedException {
        Set<String> wins = new HashSet<>(told.keptWins());
        Web.json(port, "/v1/game/winners?limit=1000").findValuesAsText("name").forEach(wins::remove);
        if (!wins.isEmpty()) {
            return "wins " + wins;
        }
        Map<String, String> minutes = new HashMap<>(told.keptMinutes());
        Set<String> pairs = new HashSet<>();
        minutes.keySet().forEach(key -> pairs.add(key.substring(0, key.indexOf(' '))));
        for (String pair : pairs) {
            for (JsonNode candle :
                    Web.json(port, "/v1/candles/" + pair + "?limit=1440").path("candles")) {
                String key = pair + ' ' + candle.path("openTime").asText();
                String before = minutes.get(key);
                if (before != null && told.isKeptBy(before, candle)) {
                    minutes.remove(key);
                }
            }
        }
        return minutes.isEmpty() ? "" : "minutes " + minutes;
    }

    /** Looks at what all recordings have, once a gateway has completed those that were left. */
    static void checkRecordings(Path files, Told told, Verdict verdict) throws IOException, InterruptedException {
        Set<String> kept = new HashSet<>(told.keptRows());
        int all = kept.size();
        for (int i = 0; i < TRIES && !kept.isEmpty(); i++) {
            try (DirectoryStream<Path> recordings = Files.newDirectoryStream(files, "quotes_*.csv.gz")) {
                for (Path recording : recordings) {
                    remove(recording, kept);
                }
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        }
        if (!kept.isEmpty()) {
            verdict.broken("not in any recording: " + kept.size() + " of " + all + " quotes, among them "
                    + kept.stream().limit(3).toList());
        }
    }

    private static void remove(Path recording, Set<String> kept) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(recording)), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] columns = line.split(",", -1);
                kept.remove(Told.key(columns[PAIR], columns[0], columns[SEQ]));
            }
        }
    }
}
