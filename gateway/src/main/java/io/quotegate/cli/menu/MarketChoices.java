package io.quotegate.cli.menu;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.cli.option.Spellings;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import io.quotegate.cli.print.Figures;
import java.io.IOException;
import java.util.Map;

/** The choices that ask about the market. Confined to the menu's thread. */
final class MarketChoices {
    private static final AlignedRows PRICES = AlignedRows.of(left(12), right(19));
    private static final AlignedRows INDICATORS = AlignedRows.of(left(19));
    private static final AlignedRows CANDLES =
            AlignedRows.of(left(19), right(12), right(12), right(12), right(12), right(14));
    private static final int CANDLES_SHOWN = 20;

    private final Console console;
    private final LastingClient client;
    private final Figures figures = new Figures();

    MarketChoices(Console console, LastingClient client) {
        this.console = console;
        this.client = client;
    }

    /** Shows numbers exactly from now on, or as people read them. */
    void toggleExact() {
        console.say(
                figures.toggle()
                        ? "Numbers are shown exactly now."
                        : "Numbers are shown with eight significant digits now.");
    }

    void listAll() throws IOException {
        JsonNode prices = market("ALL").path("data");
        for (Map.Entry<String, JsonNode> coin : prices.properties()) {
            console.say(PRICES.row(coin.getKey(), shown(coin.getValue())));
        }
    }

    void lookUp() throws IOException {
        String coin = Spellings.currency(console.ask("Which coin? (for example BTC or Bitcoin)"));
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

    private String shown(JsonNode value) {
        return value.isNull() ? "unknown" : figures.shown(value.asText());
    }

    void indicators() throws IOException {
        String pair = Spellings.pair(console.ask("Which pair? (for example BTC-USDT or Bitcoin)"));
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
                        : figures.shown(value.getValue().asText());
                console.say(INDICATORS.row(value.getKey(), text));
            }
        }
    }

    void convert() throws IOException {
        String typed = console.ask("Which amount?");
        String amount = Spellings.amount(typed);
        if (amount == null) {
            console.say(typed + " could be " + typed.replace(',', '.') + " or " + typed.replace(",", "")
                    + ": please write one of these.");
            return;
        }
        String from = Spellings.currency(console.ask("From which currency?"));
        String to = Spellings.currency(console.ask("Into which currency?"));
        JsonNode answer = client.ask(LastingClient.request()
                .put("op", "convert")
                .put("from", from)
                .put("to", to)
                .put("amount", amount));
        if (!console.isRefused(answer)) {
            String result = answer.path("data").path("result").asText();
            console.say(amount + ' ' + from + " = " + figures.shown(result) + ' ' + to);
        }
    }

    void candles() throws IOException {
        String pair = Spellings.pair(console.ask("Which pair? (for example BTC-USDT or Bitcoin)"));
        String interval = console.ask("Of which interval? (1m to 1d, nothing for 1m)");
        JsonNode answer = client.ask(LastingClient.request()
                .put("op", "candles")
                .put("pair", pair)
                .put("interval", interval.isEmpty() ? "1m" : interval)
                .put("limit", CANDLES_SHOWN));
        if (!console.isRefused(answer)) {
            console.say(CANDLES.row("begin", "open", "high", "low", "close", "volume"));
            answer.path("data").path("candles").forEach(this::candle);
        }
    }

    private void candle(JsonNode candle) {
        console.say(CANDLES.row(
                Cells.time(candle, "openTime"),
                figures.shown(Cells.text(candle, "open")),
                figures.shown(Cells.text(candle, "high")),
                figures.shown(Cells.text(candle, "low")),
                figures.shown(Cells.text(candle, "close")),
                figures.shown(Cells.text(candle, "volume")),
                candle.path("complete").asBoolean() ? "" : "incomplete"));
    }
}
