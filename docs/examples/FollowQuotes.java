import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Every quote of two pairs over WebSocket: comes back by itself, and goes on where it was, with what it missed, or says that
 * this cannot be had any more. Until there were twenty, or as many as the second argument says.
 */
public final class FollowQuotes implements WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PAIRS = List.of("BTC-USDT", "ETH-USDT");
    private static final long FIRST_WAIT_MS = 500;
    private static final long LONGEST_WAIT_MS = 15_000;

    private final Map<String, Long> seqs = new TreeMap<>(); // of each pair, the number of its newest quote
    private final StringBuilder text = new StringBuilder(); // of a message, as far as it has come

    private String instance = ""; // by whose numbers these are, until then nobody's
    private CompletableFuture<String> closed = new CompletableFuture<>();
    private long waitMs = FIRST_WAIT_MS;
    private int left;

    private FollowQuotes(int quotes) {
        left = quotes;
    }

    public static void main(String[] arguments) throws InterruptedException {
        FollowQuotes follower = new FollowQuotes(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20);
        follower.follow(URI.create("ws://" + Example.target(arguments) + "/v1/stream"));
    }

    private void follow(URI gateway) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        while (true) {
            closed = new CompletableFuture<>();
            text.setLength(0);
            try {
                client.newWebSocketBuilder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .buildAsync(gateway, this)
                        .thenCompose(socket -> socket.sendText(request(), true))
                        .join();
                String why = closed.join();
                if (left == 0) {
                    return;
                }
                System.out.println("closed: " + why);
            } catch (CompletionException e) {
                if (instance.isEmpty() && e.getCause() instanceof ConnectException) {
                    Example.end(Example.UNREACHABLE); // it was never there
                }
                System.out.println("failed: " + e.getCause());
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(waitMs / 2, waitMs)); // not all clients at the same moment
            waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
        }
    }

    private String request() {
        ObjectNode request = JSON.createObjectNode().put("op", "subscribe").put("channel", "quotes");
        request.put("mode", "all");
        PAIRS.forEach(request.putArray("pairs")::add);
        if (!seqs.isEmpty()) {
            ObjectNode resume = request.putObject("resume").put("instance", instance);
            seqs.forEach(resume.putObject("seq")::put);
        }
        return request.toString();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                take(JSON.readTree(text.toString()));
            } catch (Exception e) { // it is no JSON
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        if (left == 0) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            closed.complete("enough");
        }
        socket.request(1);
        return null;
    }

    private void take(JsonNode message) {
        if (message.path("event").asText().equals("subscribed")) {
            instance = message.path("instance").asText();
            if (message.has("recovered")) {
                System.out.println(message.path("recovered").asBoolean() ? "goes on" : "begins anew");
            }
        } else if (message.path("event").asText().equals("error")) {
            Example.end(message.path("message").asText());
        } else if (message.path("channel").asText().equals("quotes") && left > 0) {
            String pair = message.path("pair").asText();
            seqs.put(pair, message.path("seq").asLong());
            System.out.println(pair + " #" + message.path("seq") + " bid " + message.path("bid").asText());
            waitMs = FIRST_WAIT_MS;
            left--;
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed.complete(status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(String.valueOf(error));
    }
}
