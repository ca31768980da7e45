package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.GameWin;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of a request that only files, chat and game have. Confined to one call of the decoder. */
final class FeatureFields {
    private @Nullable String name;
    private @Nullable List<String> names;
    private @Nullable String room;
    private @Nullable String user;
    private @Nullable String text;
    private @Nullable Long offset;
    private @Nullable Long number;
    private @Nullable String problem;

    /** Whether the member called {@code field}, whose value {@code parser} is at, is one of them; then it is read. */
    boolean read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "name" -> name = string(field, parser);
            case "names" -> names = strings(field, parser);
            case "room" -> room = string(field, parser);
            case "user" -> user = string(field, parser);
            case "text" -> text = string(field, parser);
            case "offset" -> offset = whole(field, parser);
            case "number" -> number = whole(field, parser);
            default -> {
                return false;
            }
        }
        return true;
    }

    private @Nullable String string(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        problem(field + " (expected: a string)", parser);
        return null;
    }

    private @Nullable List<String> strings(String field, JsonParser parser) throws IOException {
        List<String> strings = JsonStrings.read(parser);
        if (strings == null) {
            problem(field + " (expected: a list of strings)", parser);
        }
        return strings;
    }

    private @Nullable Long whole(String field, JsonParser parser) throws IOException {
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (fits) {
            return parser.getLongValue();
        }
        problem(field + " (expected: a whole number)", parser);
        return null;
    }

    private void problem(String what, JsonParser parser) throws IOException {
        problem = problem == null ? what : problem;
        parser.skipChildren();
    }

    /**
     * The request that {@code op} names; null if it is none of files, chat or game.
     *
     * @param limit digits, which candles have too; null where none are given
     */
    @Nullable
    ClientRequest request(@Nullable String id, String op, @Nullable String limit) {
        return switch (op) {
            case "files" -> checked(new ClientRequest.Files(id));
            case "file" -> file(id);
            case "chat-join" -> needing("room", room, new ClientRequest.ChatJoin(id, known(room), known(user)));
            case "chat" -> needing("text", text, new ClientRequest.ChatSay(id, known(text)));
            case "chat-leave" -> checked(new ClientRequest.ChatLeave(id));
            case "guess" -> needing("number", number, new ClientRequest.Guess(id, known(user), guessed()));
            case "winners" -> checked(GameWin.request(id, known(limit)));
            default -> null;
        };
    }

    private ClientRequest file(@Nullable String id) {
        long from = offset == null ? 0 : offset;
        if (names == null || names.isEmpty()) {
            return needing("name", name, new ClientRequest.File(id, known(name), from));
        }
        return name == null
                ? checked(new ClientRequest.File(id, names, from))
                : ClientRequest.badRequest(id, "name (expected: nothing beside names)");
    }

    private ClientRequest needing(String field, @Nullable Object value, ClientRequest request) {
        return value == null && problem == null
                ? ClientRequest.badRequest(request.id(), field + ": missing")
                : checked(request);
    }

    private ClientRequest checked(ClientRequest request) {
        return problem == null ? request : ClientRequest.badRequest(request.id(), problem);
    }

    private static String known(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Out of range for the game where it is out of an int's. */
    private int guessed() {
        return number == null || number != number.intValue() ? 0 : number.intValue();
    }
}
