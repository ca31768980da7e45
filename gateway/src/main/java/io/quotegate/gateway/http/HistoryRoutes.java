package io.quotegate.gateway.http;

import io.quotegate.api.CandleRequest;
import io.quotegate.codec.json.CandleJson;
import io.quotegate.codec.json.TradeJson;
import io.quotegate.market.Instruments;
import io.quotegate.service.history.CandleOutcome;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.TradeOutcome;
import java.util.Objects;

/** Candles and trades over HTTP. Any thread. */
public final class HistoryRoutes {
    private final HistoryService history;
    private final TradeJson tradeJson;

    public HistoryRoutes(HistoryService history, Instruments instruments) {
        this.history = history;
        tradeJson = new TradeJson(instruments);
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.getBelow("/v1/candles/", this::candles);
        routes.getBelow("/v1/trades/", this::trades);
    }

    private HttpAnswer candles(HttpCall call) {
        CandleRequest request =
                new CandleRequest(call.parameter(), parameter(call, "interval"), parameter(call, "limit"));
        CandleOutcome outcome = history.candles(request);
        if (outcome instanceof CandleOutcome.Found found) {
            CandleJson.array(call.body().ascii("{\"candles\":"), found.candles());
            call.body().put('}');
            return HttpAnswer.JSON;
        }
        CandleOutcome.Refused refused = (CandleOutcome.Refused) outcome;
        return HttpAnswer.problem(call.body(), refused.code(), refused.message());
    }

    private HttpAnswer trades(HttpCall call) {
        TradeOutcome outcome = history.trades(call.parameter(), parameter(call, "limit"));
        if (outcome instanceof TradeOutcome.Found found) {
            tradeJson.array(call.body().ascii("{\"trades\":"), found.trades());
            call.body().put('}');
            return HttpAnswer.JSON;
        }
        TradeOutcome.Refused refused = (TradeOutcome.Refused) outcome;
        return HttpAnswer.problem(call.body(), refused.code(), refused.message());
    }

    private static String parameter(HttpCall call, String name) {
        return Objects.requireNonNullElse(call.query(name), "");
    }
}
