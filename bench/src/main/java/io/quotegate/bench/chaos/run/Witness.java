package io.quotegate.bench.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.chaos.client.QuoteCheck;
import io.quotegate.bench.chaos.client.WebSocketCarrier;
import io.quotegate.concurrent.NamedThreads;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client to which nothing is done: it wants every quote and every minute, listens in the chat room, and plays the
 * game. What it was told goes to {@link Told}. A thread of its own; it comes back when the gateway does.
 */
final class Witness {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AGAIN_MS = 100;
    private static final long GUESS_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int HIGHEST = 1000;
    private static final String[] REQUESTS = {
        "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}",
        "{\"op\":\"subscribe\",\"channel\":\"candles\",\"pairs\":[\"*\"],\"mode\":\"all\"}",
        "{\"op\":\"chat-join\",\"room\":\"lobby\",\"user\":\"witness\"}"
    };

    private final Told told;
    private final Verdict verdict;

    // Each a word by itself: written by one thread, read by another.
    private volatile int port;
    private volatile boolean closed;
    private volatile @Nullable WebSocketCarrier carrier;

    private long guessedNs;
    private int low;
    private int high;
    private int wins;

    Witness(Told told, Verdict verdict) {
        this.told = told;
        this.verdict = verdict;
        NamedThreads.of("witness").newThread(this::run).start();
    }

    /** From now on the gateway is there; 0 for nowhere, where it is about to be killed. */
    void follow(int gatewayPort) {
        port = gatewayPort;
    }

    private void run() {
        try {
            while (!closed) {
                int now = port;
                if (now != 0) {
                    watch(now);
                    told.onWitnessGone();
                    if (port == now && !closed) {
                        verdict.broken("witness: its connection ended though nothing was done to it");
                    }
                }
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int gatewayPort) {
        QuoteCheck quotes = new QuoteCheck(true);
        newRound();
        try (WebSocketCarrier open = new WebSocketCarrier(gatewayPort, "/v1/stream")) {
            carrier = open;
            for (String request : REQUESTS) {
                open.send(request);
            }
            for (String text = open.receive(); text != null; text = open.receive()) {
                take(JSON.readTree(text), quotes);
                guess(open);
            }
        } catch (IOException e) {
            // It is gone; whether it may be, the caller knows.
        }
    }

    private void take(JsonNode message, QuoteCheck quotes) {
        switch (message.path("channel").asText(message.path("event").asText())) {
            case "quotes" -> {
                String wrong = quotes.check(message);
                if (wrong != null) {
                    verdict.broken("witness: " + wrong);
                }
                told.onQuote(message);
            }
            case "candles" -> told.onCandle(message);
            case "chat" -> told.onChat(message.path("text").asText());
            case "chat-joined" -> told.onJoined();
            case "game" -> onGame(message);
            default -> {
                // Acknowledgements.
            }
        }
    }

    private void onGame(JsonNode message) {
        int middle = (low + high) / 2;
        switch (message.path("result").asText()) {
            case "too_high" -> high = middle - 1;
            case "too_low" -> low = middle + 1;
            case "won" -> {
                told.onWin(name());
                wins++;
                newRound();
            }
            default -> newRound();
        }
    }

    private String name() {
        return "winner-" + wins;
    }

    private void newRound() {
        low = 1;
        high = HIGHEST;
    }

    private void guess(WebSocketCarrier open) throws IOException {
        long nowNs = System.nanoTime();
        if (nowNs - guessedNs > GUESS_EVERY_NS) {
            guessedNs = nowNs;
            open.send("{\"op\":\"guess\",\"user\":\"" + name() + "\",\"number\":" + (low + high) / 2 + '}');
        }
    }

    void close() throws IOException {
        closed = true;
        WebSocketCarrier open = carrier;
        if (open != null) {
            open.close();
        }
    }
}
