package io.quotegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.app.Gateway;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The menu on a terminal, as a process of its own. */
@Timeout(180)
class TerminalIT {
    private static final String QUESTION = "quotegate> ";
    private static final long LARGE_BYTES = 200L * 1024 * 1024;

    @TempDir
    private Path home;

    private SimulatedVenue venue;
    private Gateway gateway;
    private Terminal terminal;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Terminal.isThere(), "no pseudo-terminal: script (of bsdutils) is not there");
        Files.createDirectory(home.resolve("offered"));
        try (RandomAccessFile large =
                new RandomAccessFile(home.resolve("offered/large.bin").toFile(), "rw")) {
            large.setLength(LARGE_BYTES);
        }
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        gateway = gateway(Fork.port());
        terminal = Terminal.of("client --port " + gateway.address().getPort());
        assertThat(terminal.await(QUESTION)).startsWith("1  list all coins\r\n").contains("\r\n0  quit\r\n");
    }

    private Gateway gateway(int port) throws IOException {
        return OkxGateways.start(
                venue,
                home.resolve("offered"),
                "server.port=" + port,
                "venues.okx.rest=http://127.0.0.1:" + venue.restPort());
    }

    @AfterEach
    void stop() {
        if (terminal != null) {
            terminal.close();
            gateway.close();
            venue.close();
        }
    }

    /** Types each line when the question before it is shown. */
    private void answer(String... questionsAndLines) throws IOException {
        for (int i = 0; i < questionsAndLines.length; i += 2) {
            terminal.await(questionsAndLines[i]);
            terminal.type(questionsAndLines[i + 1] + '\n');
        }
    }

    @Test
    void servesEachChoiceAndWrongInput() throws Exception {
        terminal.type("1\n");
        assertThat(terminal.await(QUESTION))
                .containsPattern("Bitcoin +[0-9.]+\r\n")
                .containsPattern("Tether +1\r\n");
        terminal.type("2\n");
        answer("Which coin?", "btc");
        assertThat(terminal.await(QUESTION)).containsPattern("\r\nBTC [0-9.]+\r\n");
        terminal.type("2\n");
        answer("Which coin?", "xyz");
        terminal.await("unknown coin: XYZ");
        answer(QUESTION, "3", "Which pair?", "btc-usdt", "Over which window?", "");
        assertThat(terminal.await(QUESTION)).contains("moneyFlow ", "vwap ", "twap ");
        terminal.type("3\n");
        answer("Which pair?", "Bitcoin", "Over which window?", "1h");
        assertThat(terminal.await(QUESTION)).contains("moneyFlow ", "vwap ", "twap ");
        terminal.type("3\n");
        answer("Which pair?", "nosuch", "Over which window?", "1h");
        assertThat(terminal.await(QUESTION)).contains("unknown pair: NOSUCH").doesNotContain("unknown_pair");
        terminal.type("\n");
        answer(QUESTION, "4", "Which amount?", "1.5", "From which", "usdt", "Into which", "usdt");
        terminal.await("1.5 USDT = 1.5 USDT");
        answer(QUESTION, "4", "Which amount?", "much", "From which", "usdt", "Into which", "btc");
        terminal.await("amount: much");
        answer(QUESTION, "5", "Which one to fetch?", "nothing.bin", "Into which directory?", home.toString());
        terminal.await("unknown file: nothing.bin\r\n");
        answer(QUESTION, "6", "Which room?", "", "Under which name?", "anna");
        answer("In the room: anna", "hello there", "<anna> hello there", "/leave");
        terminal.await("Left the room.");
        answer(QUESTION, "7", "Under which name?", "anna", "Your number from 1 to 1000?", "what");
        terminal.await("Not a number: what");
        answer("Your number?", "1001");
        terminal.await("number (expected: 1..1000)");
        answer("Your number?", "");
        answer(QUESTION, "8");
        terminal.await("Nobody has won yet.");
        answer(QUESTION, "9", "Which pair?", "btc", "Of which interval?", "5m");
        terminal.await("begin ");
        answer(QUESTION, "10");
        terminal.await("No such choice: 10 (expected: a number from 0 to 9, or ? to see what they are)");
        answer(QUESTION, "?");
        terminal.await("9  candles of a pair\r\n");
        answer(QUESTION, "\u001b[A\t\u00e9"); // an arrow, a tabulator, a letter of two bytes
        terminal.await("No such choice: ");
        answer(QUESTION, "0");
        terminal.await("Goodbye.");
        assertThat(terminal.end()).isZero();
        assertThat(terminal.shown()).doesNotContain("Exception");
    }

    /** The same on one that says how large it is, as nearly all do. */
    private void restart() throws IOException {
        terminal.close();
        terminal = Terminal.of("client --port " + gateway.address().getPort(), 80, 24);
    }

    @Test
    void editsWhatIsSaidWhileOthersSpeak() throws Exception {
        restart();
        answer(QUESTION, "6", "Which room?", "", "Under which name?", "anna");
        terminal.await("In the room: anna");
        terminal.type("hellp" + Terminal.BACKSPACE + "o\n");
        terminal.await(" <anna> hello");
        terminal.type("half a li");
        terminal.await("half a li");
        try (LastingClient ben = LastingClient.open(
                GatewayAddress.plain("127.0.0.1", gateway.address().getPort()), news -> {})) {
            ben.ask(LastingClient.request()
                    .put("op", "chat-join")
                    .put("room", "lobby")
                    .put("user", "ben"));
            ben.ask(LastingClient.request().put("op", "chat").put("text", "hi there"));
            terminal.await(" <ben> hi there");
            terminal.await("> half a li"); // it is still there, below
            terminal.type("ne\n");
            assertThat(terminal.await("<anna> half a line")).containsPattern("\\d\\d:\\d\\d <anna> half a line$");
        }
        terminal.await("* ben left");
        terminal.type(Terminal.UP + Terminal.UP + "!!\n"); // what was said before that, and no command of a shell
        terminal.await("<anna> hello!!");
        terminal.type("/quit\n");
        terminal.await("Left the room.");
        answer(QUESTION, "2", "Which coin?", "bitcoin");
        assertThat(terminal.await(QUESTION)).containsPattern("\r\nBTC [0-9.]+\r\n");
        assertThat(terminal.shown().split("<anna> half a line", -1))
                .as("is shown once")
                .hasSize(2);
        terminal.type("0\n");
        assertThat(terminal.end()).isZero();
    }

    @Test
    void endsByControlCAndControlDAmidAChat() throws Exception {
        restart();
        answer(QUESTION, "6", "Which room?", "", "Under which name?", "anna");
        terminal.await("In the room: anna");
        terminal.await("> ");
        terminal.type(Terminal.CONTROL_C);
        assertThat(terminal.end()).isEqualTo(130);
        restart();
        answer(QUESTION, "6", "Which room?", "", "Under which name?", "anna");
        terminal.await("In the room: anna");
        terminal.await("> ");
        terminal.type(Terminal.CONTROL_D);
        terminal.await("Goodbye.");
        assertThat(terminal.end()).isZero();
        assertThat(terminal.shown()).doesNotContain("Exception");
    }

    @Test
    void drawsADownloadOnOneLine() throws Exception {
        answer("", "5", "Which one to fetch?", "large.bin");
        terminal.await("Into which directory?");
        terminal.type(home.resolve("fetched") + "\n");
        terminal.await("fetched\r\n");
        String drawn = terminal.await(home.resolve("fetched/large.bin") + ": complete, SHA-256 verified");
        assertThat(drawn.split("\rlarge.bin", -1)).as(drawn).hasSizeGreaterThan(2);
        assertThat(drawn).contains("100%").doesNotContain("WARN");
        assertThat(drawn.chars().filter(c -> c == '\n').count()).as(drawn).isEqualTo(1);
        assertThat(Files.size(home.resolve("fetched/large.bin"))).isEqualTo(LARGE_BYTES);
    }

    @Test
    void saysThatTheGatewayHasGoneAndComesBack() throws Exception {
        int port = gateway.address().getPort();
        gateway.close();
        assertThat(terminal.await("connecting again ...\r\n" + QUESTION))
                .isEqualTo("\r\nThe gateway has gone away; connecting again ...\r\n" + QUESTION);
        terminal.type("1\n");
        terminal.await("That did not work: the gateway is not there");
        terminal.await(QUESTION);
        gateway = gateway(port);
        terminal.await("\r\nConnected again.\r\n" + QUESTION);
        terminal.type("1\n");
        terminal.await("Bitcoin");
        answer(QUESTION, "0");
        assertThat(terminal.end()).isZero();
    }

    @Test
    void endsByControlDWhereverItIsTyped() throws Exception {
        terminal.type("4\n");
        answer("Which amount?", "1");
        terminal.await("From which currency?");
        terminal.type(Terminal.CONTROL_D);
        assertThat(terminal.await("Goodbye.")).isEqualTo(" \r\nGoodbye.");
        assertThat(terminal.end()).isZero();
    }

    @Test
    void endsByControlC() throws Exception {
        terminal.type(Terminal.CONTROL_C);
        assertThat(terminal.end()).isEqualTo(130); // 128 + SIGINT
        assertThat(terminal.shown()).doesNotContain("Exception");
    }
}
