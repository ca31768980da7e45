package io.quotegate.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.cli.print.DisplayWidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookLadderTest {
    private static final long NOW_MS = 1_786_613_180_000L;
    private static final String SNAPSHOT = book(
            "[[\"99.9\",\"2\"],[\"99.8\",\"1.5\"]]", "[[\"100.10\",\"0.5\"],[\"100.2\",\"3\"]]", "\"seq\":7", false);

    private final BookLadder ladder = new BookLadder(false);

    private static String book(String bids, String asks, String more, boolean stale) {
        return "{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bids\":" + bids + ",\"asks\":" + asks
                + ",\"receiveTime\":1786613174901234," + more + ",\"stale\":" + stale + ",\"simulated\":true}";
    }

    private void update(String message) {
        update(ladder, message);
    }

    private static void update(BookLadder ladder, String message) {
        try {
            ladder.update(new JsonMapper().readTree(message), NOW_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasTheSpreadInItsMiddleAndWhatIsThereInAllAsABar() {
        update(SNAPSHOT);
        assertThat(ladder.title()).isEqualTo("BTC-USDT, simulated");
        assertThat(ladder.lines(35, 20, NOW_MS))
                .containsExactly(
                        "5 s  okx  seq 7  2 levels",
                        " price  size  total",
                        " 100.2     3    3.5  ##############",
                        "100.10   0.5    0.5  ##",
                        "spread 0.20",
                        "  99.9     2      2  ########",
                        "  99.8   1.5    3.5  ##############");
    }

    @Test
    void makesOfUpdatesWhatTheySay() {
        update(SNAPSHOT);
        update(book("[[\"99.9\",\"0\"],[\"99.7\",\"4\"]]", "[]", "\"seq\":8,\"prevSeq\":7,\"drops\":3", false));
        assertThat(ladder.lines(60, 20, NOW_MS)).startsWith("5 s  okx  seq 8  3 skipped  2 levels");
        assertThat(ladder.lines(35, 20, NOW_MS))
                .endsWith("spread 0.30", "  99.8   1.5    1.5  ####", "  99.7     4    5.5  ##############");
        update(book("[]", "[]", "\"seq\":9", false));
        assertThat(ladder.lines(60, 20, NOW_MS))
                .containsExactly("5 s  okx  seq 9  3 skipped  0 levels", " price  size  total", "spread -");
    }

    @Test
    void keepsTheSpreadInItsPlaceWhereOneSideIsShort() {
        update(book("[[\"1\",\"1\"],[\"0.9\",\"1\"]]", "[[\"2\",\"1\"]]", "\"seq\":1", false));
        assertThat(ladder.lines(60, 20, NOW_MS).get(2)).isEmpty();
        assertThat(ladder.lines(60, 20, NOW_MS).get(4)).isEqualTo("spread 1");
    }

    @Test
    void isStaleWhereItSaysSoAndWhereSomethingWasMissed() {
        update(SNAPSHOT);
        update(book("[]", "[]", "\"seq\":8,\"prevSeq\":7", true));
        assertThat(ladder.lines(60, 20, NOW_MS).get(0)).startsWith("STALE 5 s  okx");
        update(SNAPSHOT);
        assertThat(ladder.lines(60, 20, NOW_MS).get(0)).startsWith("5 s  okx");
        update(book("[]", "[]", "\"seq\":10,\"prevSeq\":9", false));
        assertThat(ladder.lines(60, 20, NOW_MS).get(0)).startsWith("STALE 5 s  okx");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 17, 20, 39, 40, 80})
    void fitsEveryWidthAndHeight(int width) {
        update(SNAPSHOT);
        for (int height = 1; height < 9; height++) {
            assertThat(ladder.lines(width, height, NOW_MS))
                    .hasSizeLessThanOrEqualTo(height)
                    .allMatch(line -> DisplayWidth.of(line) <= width);
        }
        assertThat(ladder.lines(80, 5, NOW_MS).get(0)).endsWith("best 1 of 2");
    }

    @Test
    void coloursSidesAndWhatIsStale() {
        BookLadder coloured = new BookLadder(true);
        update(coloured, SNAPSHOT);
        assertThat(String.join("\n", coloured.lines(15, 20, NOW_MS)))
                .contains("\u001b[31m100.10   0.5\u001b[m", "\u001b[32m  99.9     2\u001b[m");
        update(coloured, book("[]", "[]", "\"seq\":8,\"prevSeq\":7", true));
        assertThat(String.join("\n", coloured.lines(15, 20, NOW_MS)))
                .contains("\u001b[33mSTALE 5 s", "\u001b[33m100.10   0.5\u001b[m")
                .doesNotContain("\u001b[31m", "\u001b[32m");
    }
}
