import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Keeps the book of a pair from a stream of changes, twenty levels deep, and prints its top after each of twenty messages. */
public final class KeepBook {
    private static final String REQUEST =
            "{\"op\":\"subscribe\",\"channel\":\"books\",\"pairs\":[\"BTC-USDT\"],\"depth\":20,\"mode\":\"all\"}";

    private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();
    private long seq;

    public static void main(String[] arguments) {
        Example.ask(arguments, REQUEST, new KeepBook()::follow);
    }

    private void follow(DataInputStream in) throws IOException {
        JsonMapper json = new JsonMapper();
        for (int i = 0; i < 20; ) {
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            JsonNode message = json.readTree(payload);
            if (message.path("channel").asText().equals("books")) {
                apply(message);
                System.out.println("#" + seq + " bids " + bids.size() + " asks " + asks.size() + " best "
                        + bids.firstKey().toPlainString() + " " + asks.firstKey().toPlainString());
                i++;
            }
        }
    }

    private void apply(JsonNode message) throws IOException {
        if (message.path("type").asText().equals("snapshot")) {
            bids.clear(); // it replaces everything
            asks.clear();
        } else if (message.path("prevSeq").asLong() != seq) {
            throw new IOException("missed something between " + seq + " and " + message.path("prevSeq"));
        }
        apply(bids, message.path("bids"));
        apply(asks, message.path("asks"));
        seq = message.path("seq").asLong();
    }

    private static void apply(NavigableMap<BigDecimal, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.path(0).asText());
            String size = level.path(1).asText();
            if (new BigDecimal(size).signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }
}
