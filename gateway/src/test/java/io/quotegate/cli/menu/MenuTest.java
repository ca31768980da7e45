package io.quotegate.cli.menu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.FileFetcher;
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

@Timeout(30)
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
                        ScriptedGateway.HOST,
                        gateway.port(),
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
                        "0  quit",
                        "What would you like to do? ",
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
        assertThat(show(always(refusal), "4", "much", "usdt", "btc")).contains("amount: much (bad_request)");
        assertThat(show(always(refusal), "5")).contains("amount: much (bad_request)");
        assertThat(show(always(refusal), "6", "", "anna")).contains("amount: much (bad_request)");
        assertThat(show(always(refusal), "7", "anna", "1001", "")).contains("amount: much (bad_request)");
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
        assertThat(show(always("{}"), "9", "two", "0"))
                .contains("No such choice: 9 (expected: a number from 0 to 7)", "No such choice: two ", "Goodbye.");
    }
}
