package io.quotegate.bench.chaos.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A client that always comes back: it subscribes, talks a little, and checks all that it is sent. A thread of its own;
 * any thread may tell it to leave.
 */
final class Seat implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TALK_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int AGAIN_MS = 300;

    private final int port;
    private final String name;
    private final Protocol protocol;
    private final String mode;
    private final ClientMain.Reports reports;

    private volatile boolean leaving; // one word, nothing is published by it
    private int connection;
    private int said;
    private long talkedNs;
    private String ending = "";

    /** By which way it comes. */
    enum Protocol {
        FRAMES,
        PROTO,
        BARE,
        WEBSOCKET,
        EVENTS,
        EVENTS_HTTP2,
        GRPC
    }

    /** @param name of the seat, unlike that of any other */
    Seat(int port, String name, Protocol protocol, String mode, ClientMain.Reports reports) {
        this.port = port;
        this.name = name;
        this.protocol = protocol;
        this.mode = mode;
        this.reports = reports;
    }

    String what() {
        return protocol.name().toLowerCase(Locale.ROOT) + ' ' + mode;
    }

    /** Says goodbye when the next message comes, and does not come back. */
    void leave() {
        leaving = true;
    }

    @Override
    public void run() {
        try {
            while (!leaving) {
                connection++;
                ending = "no connection";
                try (Carrier carrier = open()) {
                    ending = "closed without a word";
                    follow(carrier);
                } catch (SocketTimeoutException e) {
                    ending = "silence";
                } catch (IOException e) {
                    ending = ending.equals("no connection") ? ending : "broken connection";
                }
                reports.ended(what(), leaving ? "left" : ending);
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Carrier open() throws IOException {
        return switch (protocol) {
            case FRAMES -> new FrameCarrier(port);
            case BARE -> LineCarrier.bare(port);
            case WEBSOCKET -> new WebSocketCarrier(port, "/v1/stream");
            case EVENTS -> LineCarrier.events(port, mode);
            case EVENTS_HTTP2 -> new Http2Carrier(port, mode);
            case PROTO -> new ProtoCarrier(port);
            case GRPC -> new CallCarrier(port, mode);
        };
    }

    private String user() {
        return name + '-' + connection;
    }

    private void follow(Carrier carrier) throws IOException {
        QuoteCheck quotes = new QuoteCheck(mode.equals("all"));
        ChatCheck chat = new ChatCheck();
        said = 0;
        carrier.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"" + mode + "\"}");
        carrier.send("{\"op\":\"chat-join\",\"room\":\"lobby\",\"user\":\"" + user() + "\"}");
        for (String text = carrier.receive(); text != null && !leaving; text = carrier.receive()) {
            JsonNode message = parse(text);
            if (message.path("event").asText().equals("bye")) {
                ending = message.path("reason").asText();
            }
            if (message.path("event").asText().equals("subscribed")
                    && !message.at("/data/mode").asText(mode).equals(mode)) {
                ending = "misunderstood"; // the request was damaged on its way
                return;
            }
            check(message, quotes, chat);
            talk(carrier);
        }
        if (leaving) {
            carrier.send("{\"op\":\"bye\"}");
        }
    }

    private boolean isEvents() {
        return protocol == Protocol.EVENTS || protocol == Protocol.EVENTS_HTTP2;
    }

    private JsonNode parse(String text) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            reports.broken(what() + ": no JSON: " + text);
            throw e;
        }
    }

    private void check(JsonNode message, QuoteCheck quotes, ChatCheck chat) {
        reports.heard(what());
        String channel = message.path("channel").asText(isEvents() ? "quotes" : "");
        String wrong = null;
        if (channel.equals("quotes") && message.has("seq")) {
            wrong = quotes.check(message);
        } else if (channel.equals("chat")) {
            wrong = chat.check(message);
        } else if (message.path("event").asText().equals("chat") && message.has("id")) {
            reports.acknowledged(message.path("id").asText());
        }
        if (wrong != null) {
            reports.broken(what() + ' ' + user() + ": " + wrong);
        }
    }

    /** A word in the room once a second, whose acknowledgement names it. */
    private void talk(Carrier carrier) throws IOException {
        long nowNs = System.nanoTime();
        if (nowNs - talkedNs > TALK_EVERY_NS) {
            talkedNs = nowNs;
            said++;
            String id = user() + '/' + said;
            carrier.send("{\"op\":\"chat\",\"text\":\"" + id + "\",\"id\":\"" + id + "\"}");
        }
    }
}
