package io.quotegate.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotePrinterTest {
    private static final String QUOTE = "{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bid\":\"63707.2\",\"ask\":null,"
            + "\"last\":\"63707.3\",\"receiveTime\":1786613174901234,\"stale\":true,\"simulated\":true,\"drops\":3}";

    private final StringWriter out = new StringWriter();

    private static JsonNode quote() throws Exception {
        return new JsonMapper().readTree(QUOTE);
    }

    @Test
    void printsAHeadOnceAndWhatIsSpecialAboutEachQuote() throws Exception {
        QuotePrinter printer = new QuotePrinter(new PrintWriter(out), false);
        printer.print(quote());
        printer.print(quote());
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("pair +venue +received +bid +ask +last");
        assertThat(lines.get(1))
                .matches("BTC-USDT +okx +[0-9:]{8}\\.901 +63707\\.2 +- +63707\\.3  STALE simulated 3 skipped")
                .isEqualTo(lines.get(2));
        assertThat(lines.get(0).indexOf("last") + 4)
                .as("numbers end where their heads do")
                .isEqualTo(lines.get(1).indexOf("63707.3") + 7);
    }

    @Test
    void leavesJsonAsItIs() throws Exception {
        new QuotePrinter(new PrintWriter(out), true).print(quote());
        assertThat(out.toString()).isEqualTo(QUOTE + System.lineSeparator());
    }
}
