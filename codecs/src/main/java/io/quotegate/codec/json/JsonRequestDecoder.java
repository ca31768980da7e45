package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.quotegate.api.BookDepth;
import io.quotegate.api.CandleRequest;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.Outcome;
import io.quotegate.api.PushFormat;
import io.quotegate.api.Refusal;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.text.Utf8Validator;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON request. Whatever is wrong with it comes out as a {@link ClientRequest.Invalid}, never as an
 * exception. Any thread.
 */
public final class JsonRequestDecoder {
    private static final String OPERATIONS =
            " (expected: quote, quotes, book, subscribe, unsubscribe, convert, candles, indicators, files,"
                    + " file, chat-join, chat, chat-leave, guess, winners, auth, ping or bye)";

    /** Most values in a request, names of members included: those of a hundred kilobytes of pairs. */
    static final int MOST_VALUES = 10_000;

    /** Most members of a request, of which there are a dozen. */
    static final int MOST_MEMBERS = 64;

    private static final int LONGEST_BYE = 16; // with quotes and a line's end

    private volatile RequestJson bounded; // whole before it is seen

    /** @param maxDepth how deep arrays and objects may nest */
    public JsonRequestDecoder(int maxDepth) {
        bounded = RequestJson.by(maxDepth);
    }

    /** From now on arrays and objects may nest so deep. */
    public void maxDepth(int maxDepth) {
        if (maxDepth != bounded.maxDepth()) {
            bounded = RequestJson.by(maxDepth);
        }
    }

    /** The request in {@code text[from..to)}, all of which must be one JSON object in UTF-8, or the word {@code bye}. */
    public ClientRequest decode(byte[] text, int from, int to) {
        if (isBye(text, from, to)) {
            return new ClientRequest.Bye(null);
        }
        Fields fields = new Fields();
        fields.problem = Utf8Validator.isValid(text, from, to) ? null : "not UTF-8"; // Jackson takes what is too long
        RequestJson by = bounded;
        try (JsonParser parser = by.factory().createParser(text, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return invalid(fields, "not a JSON object");
            }
            fields.readAll(parser);
            if (parser.nextToken() != null) {
                return invalid(fields, "more than one JSON value in a message");
            }
        } catch (StreamConstraintsException e) {
            return invalid(
                    fields,
                    "nested deeper than " + by.maxDepth() + ", more than " + MOST_MEMBERS + " members or " + MOST_VALUES
                            + " values, or a name or a number too long");
        } catch (IOException e) {
            return invalid(fields, "malformed JSON");
        }
        if (fields.problem != null) {
            return invalid(fields, fields.problem);
        }
        return fields.market.isSpoken() ? fields.market.request(fields.id) : request(fields);
    }

    /** Whether it is the word alone, with or without its quotes, as a frame can carry it. */
    private static boolean isBye(byte[] text, int from, int to) {
        return to - from <= LONGEST_BYE
                && to > from
                && text[from] != '{'
                && MarketFields.saysBye(new String(text, from, to - from, US_ASCII).replace('"', ' '));
    }

    private static ClientRequest request(Fields fields) {
        if (fields.op == null) {
            return invalid(fields, "op: missing" + OPERATIONS);
        }
        return switch (fields.op) {
            case "quote" ->
                fields.pair == null
                        ? new ClientRequest.Invalid(fields.id, Refusal.NO_PAIR)
                        : new ClientRequest.Quote(fields.id, fields.pair);
            case "quotes" -> new ClientRequest.Quotes(fields.id);
            case "book" -> book(fields);
            case "subscribe" -> subscribe(fields);
            case "unsubscribe" -> ClientRequest.unsubscribe(fields.id, fields.channel, fields.pairs);
            case "convert" -> new ClientRequest.Convert(fields.id, fields.conversion());
            case "candles" -> new ClientRequest.Candles(fields.id, fields.candles());
            case "indicators" ->
                new ClientRequest.Indicators(
                        fields.id,
                        Objects.requireNonNullElse(fields.pair, ""),
                        Objects.requireNonNullElse(fields.window, ""));
            case "auth" -> auth(fields);
            case "ping" -> new ClientRequest.Ping(fields.id);
            case "bye" -> new ClientRequest.Bye(fields.id);
            default -> otherOperation(fields, fields.op);
        };
    }

    private static ClientRequest otherOperation(Fields fields, String op) {
        ClientRequest known = fields.features.request(fields.id, op, fields.limit);
        return known == null ? invalid(fields, "op: " + Refusal.shown(op) + OPERATIONS) : known;
    }

    private static ClientRequest auth(Fields fields) {
        return fields.token == null
                ? invalid(fields, "token: missing (expected: a string)")
                : new ClientRequest.Auth(fields.id, fields.token);
    }

    private static ClientRequest book(Fields fields) {
        String pair = fields.pair;
        if (pair == null) {
            return new ClientRequest.Invalid(fields.id, Refusal.NO_PAIR);
        }
        return fields.depth()
                .fold(
                        depth -> new ClientRequest.Book(fields.id, pair, depth),
                        refusal -> new ClientRequest.Invalid(fields.id, refusal));
    }

    private static ClientRequest subscribe(Fields fields) {
        DeliveryMode mode = fields.mode == null ? DeliveryMode.LATEST : DeliveryMode.ofWireName(fields.mode);
        int intervalMs = fields.interval == null ? 0 : SubscribeOptions.intervalMs(fields.interval);
        PushFormat format = fields.format == null ? null : PushFormat.ofWireName(fields.format);
        if (fields.format != null && format == null) {
            return invalid(fields, "format: " + Refusal.shown(fields.format) + " (expected: json or sbe)");
        }
        int history = fields.history == null ? 0 : SubscribeOptions.history(fields.history);
        SubscribeOptions options = SubscribeOptions.of(fields.partial, intervalMs)
                .in(format)
                .after(history)
                .resuming(fields.resume);
        return fields.depth()
                .fold(
                        depth -> ClientRequest.subscribe(
                                fields.id, fields.channel, fields.pairs, mode, options.deep(depth)),
                        refusal -> new ClientRequest.Invalid(fields.id, refusal));
    }

    private static ClientRequest invalid(Fields fields, String message) {
        return fields.market.isSpoken()
                ? new ClientRequest.MarketInvalid(fields.id, Refusal.badRequest(message))
                : ClientRequest.badRequest(fields.id, message);
    }

    /** The members of a request as they were found. */
    private static final class Fields {
        private @Nullable String id;
        private @Nullable String op;
        private @Nullable String pair;
        private @Nullable String channel;
        private @Nullable String mode;
        private List<String> pairs = List.of();
        private @Nullable String from;
        private @Nullable String to;
        private @Nullable String amount;
        private @Nullable String interval;
        private @Nullable String limit;
        private boolean allowStale;
        private boolean partial;
        private @Nullable String history;
        private @Nullable String window;
        private @Nullable String token;
        private @Nullable String format;
        private @Nullable Resume resume;
        private @Nullable String depth;
        private @Nullable String problem;
        private final FeatureFields features = new FeatureFields();
        private final MarketFields market = new MarketFields();

        void readAll(JsonParser parser) throws IOException {
            try {
                read(parser);
            } catch (IOException e) {
                market.onName(Objects.requireNonNullElse(parser.currentName(), "")); // read, but not told
                throw e;
            }
        }

        private void read(JsonParser parser) throws IOException {
            int members = 0;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (++members > MOST_MEMBERS) {
                    throw new StreamConstraintsException("members");
                }
                market.onName(name);
                parser.nextToken();
                switch (name) {
                    case "id" -> readId(parser);
                    case "op" -> op = string(parser, name);
                    case "pair" -> pair = string(parser, name);
                    case "channel" -> channel = string(parser, name);
                    case "mode" -> mode = string(parser, name);
                    case "from" -> from = string(parser, name);
                    case "to" -> to = string(parser, name);
                    case "amount" -> amount = digits(parser, name);
                    case "interval" -> interval = string(parser, name);
                    case "limit" -> limit = digits(parser, name);
                    case "allow_stale" -> allowStale = flag(parser, name);
                    case "partial" -> partial = flag(parser, name);
                    case "history" -> history = digits(parser, name);
                    case "window" -> window = string(parser, name);
                    case "token" -> token = string(parser, name);
                    case "depth" -> depth = digits(parser, name);
                    case "format" -> format = string(parser, name);
                    case "resume" -> resume = known(ResumeJson.read(parser), ResumeJson.PROBLEM, parser);
                    case "pairs" ->
                        pairs = Objects.requireNonNullElse(
                                known(JsonStrings.read(parser), "pairs (expected: a list of strings)", parser),
                                List.of());
                    default -> {
                        if (!features.read(name, parser) && !market.read(name, parser)) {
                            parser.skipChildren();
                        }
                    }
                }
            }
        }

        ConversionRequest conversion() {
            return new ConversionRequest(
                    Objects.requireNonNullElse(from, ""),
                    Objects.requireNonNullElse(to, ""),
                    Objects.requireNonNullElse(amount, ""),
                    allowStale);
        }

        Outcome<Integer> depth() {
            return BookDepth.served(Objects.requireNonNullElse(depth, ""));
        }

        CandleRequest candles() {
            return new CandleRequest(
                    Objects.requireNonNullElse(pair, ""),
                    Objects.requireNonNullElse(interval, ""),
                    Objects.requireNonNullElse(limit, ""));
        }

        private void readId(JsonParser parser) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING && parser.getTextLength() <= ClientRequest.LONGEST_ID) {
                id = JsonId.of(parser.getText());
            } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= ClientRequest.LONGEST_ID) {
                id = parser.getText();
            } else if (token != JsonToken.VALUE_NULL) {
                problem(
                        "id (expected: a string or a whole number of at most " + ClientRequest.LONGEST_ID
                                + " characters)",
                        parser);
            }
        }

        private @Nullable String string(JsonParser parser, String name) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            problem(name + " (expected: a string)", parser);
            return null;
        }

        /** A string, or a number with the digits it was written with. */
        private @Nullable String digits(JsonParser parser, String name) throws IOException {
            return parser.currentToken().isNumeric() ? parser.getText() : string(parser, name);
        }

        private boolean flag(JsonParser parser, String name) throws IOException {
            if (parser.currentToken().isBoolean()) {
                return parser.getBooleanValue();
            }
            problem(name + " (expected: true or false)", parser);
            return false;
        }

        /** {@code value}, where it is what it should be. */
        private <T> @Nullable T known(@Nullable T value, String problem, JsonParser parser) throws IOException {
            if (value == null) {
                problem(problem, parser);
            }
            return value;
        }

        private void problem(String what, JsonParser parser) throws IOException {
            if (problem == null) {
                problem = what;
            }
            parser.skipChildren();
        }
    }
}
