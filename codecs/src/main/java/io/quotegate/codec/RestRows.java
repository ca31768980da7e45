package io.quotegate.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quotegate.market.Candle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a venue's REST answer, each an array or an object of plain values. Any thread. */
public final class RestRows {
    private static final int MAX_DEPTH = 8;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private RestRows() {}

    /** A parser that stands before the first token of {@code json}. */
    public static JsonParser parser(byte[] json) throws IOException {
        return JSON.createParser(json);
    }

    /** The arrays in the array that {@code parser} stands at, their values as text. */
    public static List<List<String>> arrays(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<List<String>> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.START_ARRAY);
            List<String> row = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!parser.currentToken().isScalarValue()) {
                    throw new IOException("a row holds a value that is not plain");
                }
                row.add(parser.getText());
            }
            rows.add(row);
        }
        return rows;
    }

    /** Makes a candle of one row. */
    @FunctionalInterface
    public interface CandleReader {
        Candle read(List<String> row) throws IOException;
    }

    /**
     * The candles of {@code rows}.
     *
     * @param name of one of them, for messages
     */
    public static List<Candle> candles(String name, List<List<String>> rows, CandleReader reader) throws IOException {
        List<Candle> candles = new ArrayList<>(rows.size());
        try {
            for (List<String> row : rows) {
                candles.add(reader.read(row));
            }
        } catch (NumberFormatException e) {
            throw new IOException("a " + name + " holds what is no number: " + e.getMessage(), e);
        }
        return candles;
    }

    /** Fails unless {@code parser} stands at {@code token}. */
    public static void expect(JsonParser parser, JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw new IOException("not of the form expected: " + parser.currentToken() + " (expected: " + token + ')');
        }
    }
}
