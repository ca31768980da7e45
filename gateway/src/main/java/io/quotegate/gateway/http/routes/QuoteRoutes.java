package io.quotegate.gateway.http.routes;

import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.market.Instrument;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.util.List;

/** Quotes, last prices and pairs over HTTP. Any thread. */
public final class QuoteRoutes {
    private final QuoteService quotes;

    public QuoteRoutes(QuoteService quotes) {
        this.quotes = quotes;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/courses", Right.QUOTES, "The last price of every pair.", this::courses);
        routes.get("/v1/quotes", Right.QUOTES, "The newest quote of every pair that has one.", this::allQuotes);
        routes.get("/v1/quotes/{pair}", Right.QUOTES, "The newest quote of a pair.", this::oneQuote);
        routes.get("/{pair}", Right.QUOTES, "The last price of a pair.", this::lastPrice);
    }

    private HttpAnswer courses(HttpCall call) {
        call.loop().json().lastPrices(call.body(), quotes.instruments().all(), quotes.newest());
        return HttpAnswer.JSON;
    }

    private HttpAnswer lastPrice(HttpCall call) {
        Instrument pair = quotes.find(call.parameter());
        if (pair != null) {
            call.loop().json().lastPrices(call.body(), List.of(pair), quotes.newest());
            return HttpAnswer.JSON;
        }
        return HttpAnswer.problem(call.body(), HttpProblem.notServed(call.path()));
    }

    private HttpAnswer allQuotes(HttpCall call) {
        ByteWriter body = call.body().ascii("{\"quotes\":");
        call.loop().json().quoteArray(body, quotes.instruments(), quotes.newest());
        body.put('}');
        return HttpAnswer.JSON;
    }

    private HttpAnswer oneQuote(HttpCall call) {
        return call.answer(
                quotes.quote(call.parameter(), quotes.newest(), call.loop().scratch()),
                call.loop().json()::quoteObject);
    }
}
