package io.quotegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The menu as a user would drive it: lines in, lines out. */
@Timeout(120)
class MenuIT {
    @TempDir
    private Path home;

    private final StringWriter shown = new StringWriter();
    private final PipedOutputStream typed = new PipedOutputStream();
    private InputStream realInput = System.in;
    private SimulatedVenue venue;
    private Gateway gateway;
    private CompletableFuture<Integer> ended = new CompletableFuture<>();
    private int read; // how much of what was shown has been looked at

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(home.resolve("offered"));
        Files.writeString(home.resolve("offered/notes.txt"), "some notes");
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        gateway = gateway(Fork.port());
        realInput = System.in;
        System.setIn(new PipedInputStream(typed));
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(shown, true));
        commandLine.setErr(new PrintWriter(shown, true));
        String port = String.valueOf(gateway.address().getPort());
        ended = CompletableFuture.supplyAsync(() -> commandLine.execute("client", "--port", port));
        await("quotegate>");
    }

    private Gateway gateway(int port) throws IOException {
        return OkxGateways.start(venue, home.resolve("offered"), "server.port=" + port);
    }

    @AfterEach
    void stop() throws IOException {
        typed.close();
        System.setIn(realInput);
        gateway.close();
        venue.close();
    }

    private void type(String... lines) throws IOException {
        for (String line : lines) {
            typed.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        }
        typed.flush();
    }

    /** Waits until {@code text} is shown behind what was awaited before. */
    private void await(String text) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int at = shown.toString().indexOf(text, read);
        while (at < 0) {
            assertThat(System.nanoTime())
                    .as("shows '%s' behind%n%s", text, shown)
                    .isLessThan(untilNs);
            TimeUnit.MILLISECONDS.sleep(5); // between two looks, not to wait for an effect
            at = shown.toString().indexOf(text, read);
        }
        read = at + text.length();
    }

    @Test
    void servesEachChoice() throws Exception {
        type("1");
        await("Bitcoin");
        await("Tether");
        type("2", "btc");
        await("BTC ");
        type("2", "xyz");
        await("unknown coin: XYZ");
        type("3", "BTC-USDT", "");
        await("quotegate>");
        type("4", "1.5", "usdt", "usdt");
        await("1.5 USDT = 1.5 USDT");
        type("4", "1,5", "Tether", "usdt");
        await("1.5 USDT = 1.5 USDT");
        type("4", "much", "usdt", "btc");
        await("amount: much");
        type("5", "notes.txt", home.resolve("fetched").toString());
        await("notes.txt");
        await("complete, SHA-256 verified");
        assertThat(home.resolve("fetched/notes.txt")).hasContent("some notes");
        type("6", "", "anna", "hello there", "/leave");
        await("In the room: anna");
        await("<anna> hello there");
        await("Left the room.");
        type("7", "anna", "what", "0", "500", "");
        await("Not a number: what");
        await("number (expected: 1..1000)");
        await("quotegate>");
        type("0");
        await("Goodbye.");
        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void saysWhatIsNoChoice() throws Exception {
        type("10", "", "two");
        await("No such choice: 10 (expected: a number from 0 to 9, or ? to see what they are)");
        await("No such choice: two");
        typed.close();
        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void saysThatTheGatewayHasGoneAndComesBack() throws Exception {
        type("6", "lobby", "ben");
        await("In the room: ben");
        int port = gateway.address().getPort();
        gateway.close();
        await("The gateway has gone away; connecting again");
        type("hello?");
        await("Not said: ");
        gateway = gateway(port);
        await("Connected again.");
        type("back again", "/leave");
        await("<ben> back again");
        type("1");
        await("Bitcoin");
        type("0");
        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }
}
