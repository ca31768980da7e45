package io.quotegate.cli.menu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.ScriptedGateway;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MenuTest {
    private static final FileFetcher.Progress UNSEEN = new FileFetcher.Progress() {
        @Override
        public void begin(String name, long sizeBytes, long haveBytes) {}

        @Override
        public void at(long haveBytes) {}

        @Override
        public void note(String name, String what) {}

        @Override
        public void end() {}
    };

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    /** All that is shown when {@code typed} is typed and the gateway answers by {@code script}. */
    private String show(Function<JsonNode, String> script, String... typed) throws Exception {
        StringWriter out = new StringWriter();
        Function<JsonNode, String> remembering = request -> {
            asked.add(request);
            return script.apply(request);
        };
        try (ScriptedGateway gateway = new ScriptedGateway(remembering);
                Menu menu = Menu.open(
                        GatewayAddress.plain(ScriptedGateway.HOST, gateway.port()),
                        UNSEEN,
                        new BufferedReader(new StringReader(String.join("\n", typed) + '\n')),
                        new PrintWriter(out))) {
            menu.run();
        }
        return out.toString();
    }

    private static Function<JsonNode, String> always(String answer) {
        return request -> request.path("op").asText().equals("bye") ? "" : answer;
    }

    private JsonNode asked() {
        return asked.get(0);
    }

    @Test
    void offersEveryChoiceAndEndsWithTheInput() throws Exception {
        assertThat(show(always("{}")))
                .containsSubsequence(
                        "1  list all coins",
                        "2  look one up",
                        "3  indicators of a pair",
                        "4  convert",
                        "5  files",
                        "6  chat",
                        "7  game",
                        "8  winners of the game",
                        "9  candles of a pair",
                        "0  quit",
                        "?  this list",
                        "quotegate> ",
                        "Goodbye.");
    }

    @Test
    void listsCoinsEvenThoseWithoutAPrice() throws Exception {
        String shown = show(always("{\"status\":\"OK\",\"data\":{\"Bitcoin\":63707.3,\"Polygon\":null}}"), "1");
        assertThat(shown).containsPattern("Bitcoin +63707\\.3\\R").containsPattern("Polygon +unknown\\R");
        assertThat(asked().path("data").asText()).isEqualTo("MARKET ALL");
    }

    @Test
    void looksACoinUpHoweverItIsTyped() throws Exception {
        assertThat(show(always("{\"status\":\"OK\",\"data\":63707.3}"), "2", " btc "))
                .contains("BTC 63707.3");
        assertThat(asked().path("data").asText()).isEqualTo("MARKET BTC");
        assertThat(show(always("{\"status\":\"NOT_FOUND\",\"data\":\"unknown coin: XYZ\"}"), "2", "xyz"))
                .contains("unknown coin: XYZ");
        assertThat(show(always("{}"), "2", "")).contains("No coin given.");
    }

    @Test
    void listsItsChoicesWhenItIsAskedTo() throws Exception {
        assertThat(show(always("{}"), "", "?"))
                .containsSubsequence("0  quit", "quotegate> quotegate> 1  list all", "0  quit");
    }

    @Test
    void showsNumbersForPeopleAndExactOnesOnDemand() throws Exception {
        Function<JsonNode, String> script =
                always("{\"event\":\"convert\",\"data\":{\"result\":\"29.041666123456789\"}}");
        assertThat(show(script, "4", "1,5", "Bitcoin", "eth", "=", "4", "2", "btc", "Ethereum", "="))
                .containsSubsequence(
                        "1.5 BTC = 29.041666 ETH",
                        "Numbers are shown exactly now.",
                        "2 BTC = 29.041666123456789 ETH",
                        "Numbers are shown with eight significant digits now.");
        assertThat(asked().path("amount").asText()).isEqualTo("1.5");
        assertThat(asked().path("from").asText()).isEqualTo("BTC");
        assertThat(asked.get(1).path("to").asText()).isEqualTo("ETH");
    }

    @Test
    void asksWhatACommaMeansWhereItCouldBeEither() throws Exception {
        assertThat(show(always("{}"), "4", "1,234"))
                .contains("1,234 could be 1.234 or 1234: please write one of these.");
        assertThat(asked).allMatch(request -> !request.path("op").asText().equals("convert"));
    }

    @Test
    void listsWinnersAndCandles() throws Exception {
        assertThat(show(always("{\"event\":\"winners\",\"data\":[]}"), "8")).contains("Nobody has won yet.");
        assertThat(show(
                        always(
                                "{\"event\":\"winners\",\"data\":[{\"name\":\"anna\",\"number\":7,\"guesses\":3,\"time\":0}]}"),
                        "8"))
                .containsPattern("anna +7  3 guesses");
        String candles = "{\"event\":\"candles\",\"data\":{\"candles\":[{\"openTime\":0,\"open\":\"1.23456789123\","
                + "\"high\":\"2\",\"low\":\"1\",\"close\":null,\"volume\":\"5\",\"complete\":false}]}}";
        asked.clear();
        assertThat(show(always(candles), "9", "bitcoin", "")).containsPattern("1\\.2345679 +2 +1 +- +5  incomplete");
        JsonNode last = asked.stream()
                .filter(request -> request.path("op").asText().equals("candles"))
                .findFirst()
                .orElseThrow();
        assertThat(last.path("pair").asText()).isEqualTo("BTC-USDT");
        assertThat(last.path("interval").asText()).isEqualTo("1m");
    }

    @Test
    void saysWhenSomethingWasSaidInTheRoom() throws Exception {
        Function<JsonNode, String> room = request -> switch (request.path("op").asText()) {
            case "chat-join" -> "{\"event\":\"chat-joined\",\"members\":[]}";
            case "chat" ->
                "{\"channel\":\"chat\",\"user\":\"anna\",\"text\":\"hi\",\"time\":1786613174873000}\n{\"event\":\"chat\"}";
            case "chat-leave" -> "{\"event\":\"chat-left\"}";
            default -> "";
        };
        assertThat(show(room, "6", "", "anna", "hi", "/quit"))
                .containsPattern("\\d\\d:\\d\\d <anna> hi\\R")
                .contains("Left the room.");
    }

    @Test
    void showsIndicatorsOrWhyThereAreNone() throws Exception {
        String known = "{\"event\":\"indicators\",\"data\":{\"values\":{\"vwap\":\"1.5\",\"twap\":null},"
                + "\"reasons\":{\"twap\":\"no minute is known\"}}}";
        assertThat(show(always(known), "3", "btc-usdt", ""))
                .containsPattern("vwap +1\\.5\\R")
                .containsPattern("twap +unknown: no minute is known\\R");
        assertThat(asked().path("pair").asText()).isEqualTo("BTC-USDT");
        assertThat(asked().path("window").asText()).isEqualTo("1h");
        assertThat(show(always("{\"event\":\"error\",\"code\":\"unsupported\"}"), "3", "BTC-USDT", "2h"))
                .contains("Indicators are not available on this gateway.");
    }

    @Test
    void saysWhyItWasRefused() throws Exception {
        String refusal = "{\"event\":\"error\",\"code\":\"bad_request\",\"message\":\"amount: much\"}";
        assertThat(show(always(refusal), "4", "much", "usdt", "btc"))
                .contains("amount: much")
                .doesNotContain("bad_request");
        assertThat(show(always(refusal), "5")).contains("amount: much").doesNotContain("bad_request");
        assertThat(show(always(refusal), "6", "", "anna"))
                .contains("amount: much")
                .doesNotContain("bad_request");
        assertThat(show(always(refusal), "7", "anna", "1001", ""))
                .contains("amount: much")
                .doesNotContain("bad_request");
    }

    @Test
    void saysThatThereAreNoFiles() throws Exception {
        assertThat(show(always("{\"event\":\"files\",\"data\":[]}"), "5")).contains("There are no files.");
    }

    @Test
    void chatsUntilTheUserLeaves() throws Exception {
        Function<JsonNode, String> room = request -> switch (request.path("op").asText()) {
            case "chat-join" -> "{\"event\":\"chat-joined\",\"members\":[\"ben\",\"anna\"]}";
            case "chat" ->
                "{\"channel\":\"chat\",\"user\":\"ben\",\"type\":\"left\"}\n"
                        + "{\"channel\":\"chat\",\"user\":\"anna\",\"text\":\"hi\"}\n{\"event\":\"chat\"}";
            case "chat-leave" -> "{\"event\":\"chat-left\"}";
            default -> "";
        };
        assertThat(show(room, "6", "", "anna", "hi", "/leave"))
                .containsSubsequence(
                        "In the room: ben, anna. Say something, or /leave.",
                        "* ben left",
                        "<anna> hi",
                        "Left the room.");
        assertThat(asked().path("room").asText()).isEqualTo("lobby");
    }

    @Test
    void playsUntilNothingIsTyped() throws Exception {
        String higher = "{\"event\":\"game\",\"message\":\"higher\"}";
        assertThat(show(always(higher), "7", "anna", "what", "500", ""))
                .containsSubsequence("Your number from 1 to 1000?", "Not a number: what", "higher", "Your number?");
        assertThat(asked().path("number").asInt()).isEqualTo(500);
    }

    @Test
    void saysWhatIsNoChoice() throws Exception {
        assertThat(show(always("{}"), "10", "two", "0"))
                .contains(
                        "No such choice: 10 (expected: a number from 0 to 9, or ? ",
                        "No such choice: two ",
                        "Goodbye.");
    }
}
