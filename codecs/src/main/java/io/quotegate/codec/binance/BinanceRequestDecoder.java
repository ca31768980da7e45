package io.quotegate.codec.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.json.Utf8Json;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request as a client sends it to Binance's stream server. Whatever is wrong with it comes out as the
 * {@link BinanceRequest.Invalid} with which Binance answers, never as an exception. Any thread.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance, Live Subscribing/Unsubscribing to streams</a>
 */
public final class BinanceRequestDecoder {
    /** The JSON text of an id that was not given. */
    public static final String NO_ID = "null";

    private static final int UNKNOWN_PROPERTY = 0;
    private static final int WRONG_TYPE = 1;
    private static final int INVALID_REQUEST = 2;
    private static final int INVALID_JSON = 3;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,36}");
    /** {@code <symbol>@<kind>}, or {@code !<kind>@arr} of all symbols. */
    private static final Pattern STREAM =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]+@[A-Za-z0-9_@:+-]+|![A-Za-z0-9_]+@arr");

    /** Several times as long as any; who gathers streams keeps their names. */
    private static final int LONGEST_STREAM = 128;

    private final JsonFactory factory = Utf8Json.factory();

    /** Whether {@code name} is spelled like a stream, whether or not there is such a symbol. */
    public static boolean isStream(String name) {
        return name.length() <= LONGEST_STREAM && STREAM.matcher(name).matches();
    }

    /** The request in {@code text[from..to)}. */
    public BinanceRequest decode(byte[] text, int from, int to) {
        Fields fields = new Fields();
        try (JsonParser parser = factory.createParser(text, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return invalid(NO_ID, "invalid type: expected an object");
            }
            fields.read(parser);
            fields.end = parser.currentLocation();
            if (parser.nextToken() != null) {
                return invalidJson(parser.currentTokenLocation());
            }
        } catch (JsonProcessingException e) {
            return invalidJson(e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array cannot fail to be read
        }
        if (fields.problem != null) {
            return invalid(fields.id, fields.problem);
        }
        return fields.method == null
                ? invalid(fields.id, "missing field `method`" + at(fields.end))
                : request(fields, fields.method);
    }

    private static BinanceRequest request(Fields fields, String method) {
        return switch (method) {
            case "SUBSCRIBE" ->
                fields.hasOnlyStreams()
                        ? new BinanceRequest.Subscribe(fields.id, fields.streams())
                        : invalid(fields.id, fields.streamsProblem());
            case "UNSUBSCRIBE" ->
                fields.hasOnlyStreams()
                        ? new BinanceRequest.Unsubscribe(fields.id, fields.streams())
                        : invalid(fields.id, fields.streamsProblem());
            case "LIST_SUBSCRIPTIONS" -> new BinanceRequest.ListSubscriptions(fields.id);
            case "SET_PROPERTY" -> property(fields, true);
            case "GET_PROPERTY" -> property(fields, false);
            default ->
                invalid(
                        fields.id,
                        "unknown variant `" + method + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`,"
                                + " `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`" + at(fields.methodEnd));
        };
    }

    private static BinanceRequest property(Fields fields, boolean set) {
        List<Object> params = fields.params == null ? List.of() : fields.params;
        if (params.size() > (set ? 2 : 1)) {
            return invalid(fields.id, "too many parameters");
        }
        if (params.isEmpty() || !(params.get(0) instanceof String name)) {
            return invalid(fields.id, "property name must be a string");
        }
        if (!name.equals("combined")) {
            return new BinanceRequest.Invalid(fields.id, UNKNOWN_PROPERTY, "Unknown property");
        }
        if (!set) {
            return new BinanceRequest.GetCombined(fields.id);
        }
        return params.size() == 2 && params.get(1) instanceof Boolean combined
                ? new BinanceRequest.SetCombined(fields.id, combined)
                : new BinanceRequest.Invalid(fields.id, WRONG_TYPE, "Invalid value type: expected Boolean");
    }

    private static BinanceRequest invalid(String id, String what) {
        return new BinanceRequest.Invalid(id, INVALID_REQUEST, "Invalid request: " + what);
    }

    private static BinanceRequest invalidJson(@Nullable JsonLocation location) {
        return new BinanceRequest.Invalid(NO_ID, INVALID_JSON, "Invalid JSON: expected value" + at(location));
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + " column " + (location.getColumnNr() - 1);
    }

    /** The members of a request as they were found. */
    private static final class Fields {
        private static final Object OTHER = new Object();

        private String id = NO_ID;
        private @Nullable String method;
        private @Nullable JsonLocation methodEnd;
        private @Nullable JsonLocation end;
        private @Nullable List<Object> params; // strings, booleans and OTHER; null if it was no array
        private @Nullable String problem;

        void read(JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "id" -> readId(parser, value);
                    case "method" -> {
                        method = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                        methodEnd = parser.currentLocation();
                        parser.skipChildren();
                    }
                    case "params" -> readParams(parser, value);
                    default -> parser.skipChildren();
                }
            }
        }

        private void readId(JsonParser parser, JsonToken value) throws IOException {
            boolean number =
                    value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            boolean string = value == JsonToken.VALUE_STRING
                    && ID.matcher(parser.getText()).matches();
            if (number) {
                id = parser.getText();
            } else if (string) {
                id = new ByteWriter(64).jsonString(parser.getText()).toString();
            } else if (value != JsonToken.VALUE_NULL) {
                problem = "request ID must be an unsigned integer";
                parser.skipChildren();
            }
        }

        private void readParams(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            params = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                switch (parser.currentToken()) {
                    case VALUE_STRING -> params.add(parser.getText());
                    case VALUE_TRUE -> params.add(true);
                    case VALUE_FALSE -> params.add(false);
                    default -> {
                        params.add(OTHER);
                        parser.skipChildren();
                    }
                }
            }
        }

        boolean hasOnlyStreams() {
            return params != null && params.stream().allMatch(name -> name instanceof String text && isStream(text));
        }

        String streamsProblem() {
            return params == null ? "streams must be an array" : "invalid stream";
        }

        List<String> streams() {
            return params == null
                    ? List.of()
                    : params.stream().map(String.class::cast).toList();
        }
    }
}
