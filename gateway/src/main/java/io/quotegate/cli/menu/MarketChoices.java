package io.quotegate.cli.menu;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.cli.print.AlignedRows;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The choices that ask about the market. Confined to the menu's thread. */
final class MarketChoices {
    private static final AlignedRows PRICES = AlignedRows.of(left(12), right(19));
    private static final AlignedRows INDICATORS = AlignedRows.of(left(19));

    private final Console console;
    private final LastingClient client;

    MarketChoices(Console console, LastingClient client) {
        this.console = console;
        this.client = client;
    }

    void listAll() throws IOException {
        JsonNode prices = market("ALL").path("data");
        for (Map.Entry<String, JsonNode> coin : prices.properties()) {
            console.say(PRICES.row(coin.getKey(), shown(coin.getValue())));
        }
    }

    void lookUp() throws IOException {
        String coin = console.ask("Which coin? (for example BTC)").toUpperCase(Locale.ROOT);
        if (coin.isEmpty()) {
            console.say("No coin given.");
            return;
        }
        JsonNode answer = market(coin);
        boolean found = answer.path("status").asText().equals("OK");
        console.say(found ? coin + ' ' + shown(answer.path("data")) : shown(answer.path("data")));
    }

    private JsonNode market(String what) throws IOException {
        return client.ask(LastingClient.request().put("status", "OK").put("data", "MARKET " + what));
    }

    private static String shown(JsonNode value) {
        return value.isNull() ? "unknown" : value.asText();
    }

    void indicators() throws IOException {
        String pair = console.ask("Which pair? (for example BTC-USDT)").toUpperCase(Locale.ROOT);
        String window = console.ask("Over which window? (1m to 24h, nothing for 1h)");
        JsonNode answer = client.ask(LastingClient.request()
                .put("op", "indicators")
                .put("pair", pair)
                .put("window", window.isEmpty() ? "1h" : window));
        if (answer.path("code").asText().equals("unsupported")) {
            console.say("Indicators are not available on this gateway.");
        } else if (!console.isRefused(answer)) {
            JsonNode data = answer.path("data");
            for (Map.Entry<String, JsonNode> value : data.path("values").properties()) {
                String why = data.path("reasons").path(value.getKey()).asText("");
                String text = value.getValue().isNull()
                        ? "unknown: " + why
                        : value.getValue().asText();
                console.say(INDICATORS.row(value.getKey(), text));
            }
        }
    }

    void convert() throws IOException {
        String amount = console.ask("Which amount?");
        String from = console.ask("From which currency?").toUpperCase(Locale.ROOT);
        String to = console.ask("Into which currency?").toUpperCase(Locale.ROOT);
        JsonNode answer = client.ask(LastingClient.request()
                .put("op", "convert")
                .put("from", from)
                .put("to", to)
                .put("amount", amount));
        if (!console.isRefused(answer)) {
            console.say(amount + ' ' + from + " = "
                    + answer.path("data").path("result").asText() + ' ' + to);
        }
    }
}
