package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message of OKX's public WebSocket is, without a look at its data: a push and of what, or an event. For who passes
 * on messages as they are, of whatever channel. Confined to its owner's thread.
 */
public final class OkxEnvelope {
    private static final int MOST_KNOWN = 10_000;

    private final JsonScanner scanner = new JsonScanner();
    private final Map<String, String> known = new HashMap<>(); // keys by what stands in messages

    private String event = "";
    private String id = "";
    private String code = "";
    private String message = "";
    private @Nullable String key;

    /** Reads {@code text[from..to)}; false if it is no object. */
    public boolean read(byte[] text, int from, int to) {
        event = "";
        id = "";
        code = "";
        message = "";
        key = null;
        try {
            scanner.wrap(text, from, to).enterObject();
            boolean isPush = false;
            while (!isPush && scanner.nextName()) {
                long name = scanner.nameKey();
                if (name == OkxArg.MEMBER && scanner.peek() == '{') {
                    key = key(text);
                    isPush = event.isEmpty() && id.isEmpty(); // these stand before the argument
                } else if (name == OkxEvent.MEMBER || name == OkxEvent.ID) {
                    scanner.plain();
                    event = name == OkxEvent.MEMBER ? scanner.valueText() : event;
                    id = name == OkxEvent.ID ? scanner.valueText() : id;
                } else if (name == OkxEvent.CODE || name == OkxEvent.MSG) {
                    scanner.plain();
                    code = name == OkxEvent.CODE ? scanner.valueText() : code;
                    message = name == OkxEvent.MSG ? scanner.valueText() : message;
                } else {
                    scanner.skip();
                }
            }
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private String key(byte[] text) {
        int from = scanner.position();
        scanner.skip();
        String argument = new String(text, from, scanner.position() - from, UTF_8);
        String same = known.get(argument);
        if (same == null) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            same = members(text, from, scanner.position()).key();
            known.put(argument, same);
        }
        return same;
    }

    private OkxRequest.Arg members(byte[] text, int from, int to) {
        Map<String, String> members = new HashMap<>();
        JsonScanner argument = new JsonScanner().wrap(text, from, to);
        argument.enterObject();
        while (argument.nextName()) {
            String name = argument.valueText();
            argument.plain();
            members.put(name, argument.valueText());
        }
        return new OkxRequest.Arg(members);
    }

    /** {@code subscribe}, {@code unsubscribe}, {@code error}, {@code notice} or another; empty for a push. */
    public String event() {
        return event;
    }

    /** Of the request that it answers; empty for none. */
    public String id() {
        return id;
    }

    /** Of an error or a notice; otherwise empty. */
    public String code() {
        return code;
    }

    /** Of an error or a notice; otherwise empty. */
    public String message() {
        return message;
    }

    /** Of what it is, as {@link OkxRequest.Arg#key()} tells it; null for nothing. */
    public @Nullable String key() {
        return key;
    }
}
