package io.quotegate.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class IndicatorPrinterTest {
    private final StringWriter out = new StringWriter();

    private void print(String json) throws Exception {
        new IndicatorPrinter(new PrintWriter(out), false).print(new JsonMapper().readTree(json));
    }

    @Test
    void saysWhatIsKnownAndWhyTheRestIsNot() throws Exception {
        print("""
                {"pair":"BTC-USDT","venue":"okx","from":60000000,"to":3660000000,"ageMs":1500,
                 "samples":{"trades":7,"minutes":1},
                 "values":{"vwap":"63707.3","moneyFlowIndex":null,"novelty":"1"},
                 "reasons":{"moneyFlowIndex":"needs 15 minutes"}}""");
        assertThat(out.toString().lines())
                .containsExactly(
                        "BTC-USDT, 1970-01-01 00:01 to 1970-01-01 01:01 UTC",
                        "7 trades in 1 minutes, on okx, 1.5 s old",
                        "",
                        "VWAP                 63707.3",
                        "money flow index     - (needs 15 minutes)",
                        "novelty              1");
    }

    @Test
    void saysNothingOfTradesWhereNoVenueHadAny() throws Exception {
        print("{\"pair\":\"BTC-USDT\",\"venue\":null,\"from\":0,\"to\":0,\"samples\":{},\"values\":{}}");
        assertThat(out.toString().lines()).hasSize(2);
    }
}
