package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.screen.QuoteScreen;
import java.io.PrintWriter;

/** Where watched quotes are shown. Quotes come from one thread; to close is any thread's. */
interface QuoteView extends AutoCloseable {
    /** A quote came. */
    void show(JsonNode quote);

    /** The connection is gone; {@code what} says it, and when the next one is tried. */
    void trouble(String what);

    /** The connection is there again; {@code whole} if what was missed is told, so that nothing is missing. */
    void recovered(boolean whole);

    @Override
    void close();

    /** A line for each quote, for pipes, and for programs; what is wrong goes to {@code err}. */
    static QuoteView lines(QuotePrinter printer, PrintWriter err) {
        return new QuoteView() {
            @Override
            public void show(JsonNode quote) {
                printer.print(quote);
            }

            @Override
            public void trouble(String what) {
                err.println(what);
            }

            @Override
            public void recovered(boolean whole) {
                err.println(
                        whole
                                ? "connected again; what was missed follows, nothing is left out"
                                : "connected again; what was missed cannot be had any more");
            }

            @Override
            public void close() {
                // Every line is whole.
            }
        };
    }

    /** A table that stays in place; where the terminal cannot do that, {@code otherwise}. */
    static QuoteView table(String place, PrintWriter out, QuoteView otherwise) {
        QuoteScreen screen = QuoteScreen.open(place, out);
        if (screen == null) {
            return otherwise;
        }
        return new QuoteView() {
            @Override
            public void show(JsonNode quote) {
                screen.show(quote);
            }

            @Override
            public void trouble(String what) {
                screen.trouble(what);
            }

            @Override
            public void recovered(boolean whole) {
                // The next quote shows it.
            }

            @Override
            public void close() {
                screen.close();
            }
        };
    }
}
