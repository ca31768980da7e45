package io.quotegate.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} on a terminal, as a process of its own. */
@Timeout(180)
class WatchTerminalIT {
    private static final int COLUMNS = 100;
    private static final int ROWS = 12;

    @TempDir
    private Path home;

    private SimulatedVenue venue;
    private Gateway gateway;
    private @Nullable Terminal opened;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Terminal.isThere(), "no pseudo-terminal: script (of bsdutils) is not there");
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        gateway = OkxGateways.start(venue, home, "server.port=" + Fork.port());
    }

    private void watch(String pairs, int columns, int rows) throws IOException {
        opened = Terminal.of("watch " + pairs + " --port " + gateway.address().getPort(), columns, rows);
    }

    @AfterEach
    void stop() {
        if (opened != null) {
            opened.close();
        }
        if (gateway != null) {
            gateway.close();
            venue.close();
        }
    }

    private Terminal terminal() {
        return requireNonNull(opened);
    }

    /** Waits until what the screen shows is what is wanted; its lines. */
    private List<String> await(int columns, Predicate<List<String>> wanted) {
        while (true) {
            String shown = terminal().awaitMore();
            int whole = shown.lastIndexOf("\u001b[J"); // the end of a picture
            List<String> lines = VirtualScreen.of(columns, shown.substring(0, Math.max(0, whole) + (whole < 0 ? 0 : 3)))
                    .lines();
            if (wanted.test(lines)) {
                return lines;
            }
        }
    }

    @Test
    void staysInPlaceWithOneRowForEachPairAndLeavesACleanScreen() throws Exception {
        watch("'*'", COLUMNS, ROWS);
        List<String> lines =
                await(COLUMNS, shown -> shown.size() == 11 && shown.get(0).contains("9 pairs"));
        assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\d  127\\.0\\.0\\.1:\\d+  9 pairs, simulated");
        assertThat(lines.get(1)).matches("pair +bid x size +ask x size +last +spread +change +venue +age");
        assertThat(lines.subList(2, 11)).allMatch(line -> line.matches("[A-Z]+-USDT +.* x .*  okx +\\d+ s"));
        assertThat(lines.subList(2, 11).stream().map(line -> line.split(" ", 2)[0]))
                .doesNotHaveDuplicates();
        List<String> later = await(COLUMNS, shown -> !shown.equals(lines));
        assertThat(later).hasSize(11);
        terminal().type("xyz\n"); // is not echoed into the table
        await(COLUMNS, shown -> !shown.equals(later));
        terminal().type(Terminal.CONTROL_C);
        assertThat(terminal().end()).isZero();
        VirtualScreen end = VirtualScreen.of(COLUMNS, terminal().shown());
        assertThat(end.isGivenBack()).isTrue();
        assertThat(end.lines()).containsExactly("");
        assertThat(end.overflowed()).isFalse();
    }

    @Test
    void showsABookAsALadder() throws Exception {
        watch("--book bitcoin --depth 5", COLUMNS, ROWS);
        List<String> lines =
                await(COLUMNS, shown -> shown.size() == 12 && shown.get(11).contains("#"));
        assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\d  127\\.0\\.0\\.1:\\d+  BTC-USDT, simulated");
        assertThat(lines.get(1)).matches("\\d+ s  okx  seq \\d+  best 4 of 5");
        assertThat(lines.get(2)).matches(" +price +size +total");
        assertThat(lines.get(7)).matches("spread [0-9.]+");
        List<String> later = await(COLUMNS, shown -> !shown.subList(1, 12).equals(lines.subList(1, 12)));
        assertThat(later).hasSize(12);
        terminal().type(Terminal.CONTROL_C);
        assertThat(terminal().end()).isZero();
        VirtualScreen end = VirtualScreen.of(COLUMNS, terminal().shown());
        assertThat(end.isGivenBack()).isTrue();
        assertThat(end.overflowed()).isFalse();
    }

    @Test
    void fitsFortyColumnsAndFewRows() throws Exception {
        watch("'*'", 40, 6);
        List<String> lines =
                await(40, shown -> shown.size() == 6 && shown.get(0).contains("9 pairs"));
        assertThat(lines.get(1)).matches("pair +bid +ask +.*age");
        assertThat(lines.get(5)).isEqualTo("and 6 more: the window is too low");
        terminal().type(Terminal.CONTROL_C);
        assertThat(terminal().end()).isZero();
        assertThat(VirtualScreen.of(40, terminal().shown()).overflowed()).isFalse();
    }

    @Test
    void saysThatTheGatewayHasGoneAndComesBack() throws Exception {
        watch("btcusdt", 80, 10);
        await(80, shown -> shown.size() == 3 && shown.get(2).startsWith("BTC-USDT"));
        int port = gateway.address().getPort();
        gateway.close();
        List<String> lines =
                await(80, shown -> shown.size() == 4 && shown.get(3).contains("; connecting again in "));
        assertThat(lines.get(2)).startsWith("BTC-USDT");
        gateway = OkxGateways.start(venue, home, "server.port=" + port);
        await(
                80,
                shown -> shown.size() == 4
                        && shown.get(2).startsWith("BTC-USDT")
                        && shown.get(3).equals("connected again; what was missed cannot be had any more"));
        terminal().type(Terminal.CONTROL_C);
        assertThat(terminal().end()).isZero();
    }

    @Test
    void printsLinesOnATerminalTooIfTheyAreForAProgram() throws Exception {
        opened = Terminal.of("watch BTC-USDT --json --port " + gateway.address().getPort(), 80, 10);
        terminal().await("{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"");
        terminal().await("\n{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"");
        assertThat(terminal().shown()).doesNotContain("\u001b");
        terminal().type(Terminal.CONTROL_C);
        assertThat(terminal().end()).isZero();
    }

    @Test
    void tellsInALineThatAPairIsUnknown() throws Exception {
        watch("nosuch", 80, 10);
        terminal().await("quotegate: unknown pair: nosuch");
        assertThat(terminal().end()).isEqualTo(1);
        assertThat(terminal().shown()).doesNotContain("\u001b");
    }
}
