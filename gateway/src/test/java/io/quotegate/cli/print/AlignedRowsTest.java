package io.quotegate.cli.print;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlignedRowsTest {
    private final AlignedRows rows = AlignedRows.of(left(8), right(6));

    @Test
    void cellsStandUnderOneAnother() {
        assertThat(rows.row("pair", "rate", "source")).isEqualTo("pair        rate  source");
        assertThat(rows.row("BTC-USDT", "1.5", "okx")).isEqualTo("BTC-USDT     1.5  okx");
    }

    @Test
    void aCellMayBeEmptyAndTheLastOneMissing() {
        assertThat(rows.row("", "1", "")).isEqualTo("               1");
        assertThat(rows.row("a", "1")).isEqualTo("a              1");
    }

    @Test
    void theLastCellIsNeverBroken() {
        String reason =
                "- (needs 15 minutes with a price, the window has 1) ".repeat(5).strip();
        assertThat(rows.row("a", "1", reason)).isEqualTo("a              1  " + reason);
    }

    @Test
    void whatIsTooWideStaysWhole() {
        assertThat(rows.row("POL-USDT-LONG", "1", "okx"))
                .isEqualTo("POL-USDT-LONG" + System.lineSeparator() + "               1  okx");
    }

    @Test
    void textIsNoMarkup() {
        assertThat(rows.row("@|red|@", "1", "a@|bold b|@.txt")).isEqualTo("@|red|@        1  a@|bold b|@.txt");
    }

    @Test
    void aWideSignTakesTwoColumns() {
        assertThat(rows.row("币安-U", "1", "okx")).isEqualTo("币安-U         1  okx");
        assertThat(rows.row("币安人生-", "币", "okx")).isEqualTo("币安人生-" + System.lineSeparator() + "              币  okx");
        assertThat(rows.row("e\u0301", "1")).isEqualTo("e\u0301              1");
    }
}
