package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request that is made of {@code status} and {@code data}. Who speaks so reads the same of every
 * answer, errors included. Confined to one call of the decoder.
 */
final class MarketFields {
    private static final String MARKET = "MARKET";
    private static final String ALL = "ALL";
    private static final String BYE = "BYE";
    private static final String EXPECTED = "MARKET ALL, MARKET and a coin, or BYE";

    private boolean operation; // whether one is named
    private boolean statusFirst; // before any operation
    private boolean dataNamed;
    private @Nullable String status;
    private @Nullable String data;
    private boolean dataIsText = true;

    /** Whether {@code text} is how one says goodbye. */
    static boolean saysBye(String text) {
        return text.strip().equalsIgnoreCase(BYE);
    }

    /** A member called {@code field} follows, whatever becomes of its value. */
    void onName(String field) {
        switch (field) {
            case "op" -> operation = true;
            case "status" -> statusFirst |= !operation;
            case "data" -> dataNamed = true;
            default -> {}
        }
    }

    /** Whether the member called {@code field}, whose value {@code parser} is at, is one of them; then it is read. */
    boolean read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "status" -> status = text(parser);
            case "data" -> {
                data = text(parser);
                dataIsText = data != null;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    /** Whether the request is made so; an operation behind a status is not looked at. */
    boolean isSpoken() {
        return statusFirst || (dataNamed && !operation);
    }

    /** What is asked for. */
    ClientRequest request(@Nullable String id) {
        String wanted = data == null ? "" : data.strip();
        if (saysBye(wanted) || (status != null && saysBye(status))) {
            return new ClientRequest.MarketBye(id);
        }
        if (!dataIsText) {
            return invalid(id, Refusal.badRequest("data (expected: a string)"));
        }
        boolean market = wanted.regionMatches(true, 0, MARKET, 0, MARKET.length());
        String coin = market ? wanted.substring(MARKET.length()) : "";
        if (coin.isBlank() || !Character.isWhitespace(coin.charAt(0))) {
            return invalid(id, Refusal.badRequest("data", wanted, EXPECTED));
        }
        return new ClientRequest.Market(id, coin.strip().equalsIgnoreCase(ALL) ? null : coin.strip());
    }

    private static ClientRequest invalid(@Nullable String id, Refusal refusal) {
        return new ClientRequest.MarketInvalid(id, refusal);
    }
}
