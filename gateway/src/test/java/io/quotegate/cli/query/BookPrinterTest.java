package io.quotegate.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookPrinterTest {
    private static final String HEAD = "{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"receiveTime\":1786613174901234,";
    private static final String SNAPSHOT = HEAD + "\"bids\":[[\"99.9\",\"2\"],[\"99.8\",\"1.5\"]],"
            + "\"asks\":[[\"100.10\",\"0.5\"]],\"seq\":7,\"stale\":false,\"simulated\":false}";

    private final StringWriter out = new StringWriter();

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    @Test
    void printsALineForEachChange() throws Exception {
        BookPrinter printer = new BookPrinter(new PrintWriter(out), false);
        printer.print(json(SNAPSHOT));
        printer.print(json(HEAD + "\"bids\":[],\"asks\":[[\"100.10\",\"0\"]],\"seq\":8,\"prevSeq\":7,\"stale\":true,"
                + "\"simulated\":true,\"drops\":3}"));
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("pair +venue +received +seq +bid +bid size +ask +ask size +levels");
        assertThat(lines.get(1)).matches("BTC-USDT +okx +[0-9:]{8}\\.901 +7 +99\\.9 +2 +100\\.10 +0\\.5 +2/1");
        assertThat(lines.get(2)).matches("BTC-USDT +okx .* 8 +99\\.9 +2 +- +- +2/0  STALE simulated 3 skipped");
    }

    @Test
    void printsAWholeBookWithItsBestLevelsFirst() throws Exception {
        new BookPrinter(new PrintWriter(out), false).printWhole(json(SNAPSHOT));
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("BTC-USDT on okx, seq 7, received [0-9:]{8}\\.901");
        assertThat(lines.get(2)).matches(" +2 +99\\.9 +100\\.10 +0\\.5");
        assertThat(lines.get(3)).matches(" +1\\.5 +99\\.8");
    }

    @Test
    void leavesJsonAsItIs() throws Exception {
        BookPrinter printer = new BookPrinter(new PrintWriter(out), true);
        printer.print(json(SNAPSHOT));
        printer.printWhole(json(SNAPSHOT));
        assertThat(out.toString()).isEqualTo((SNAPSHOT + System.lineSeparator()).repeat(2));
    }
}
