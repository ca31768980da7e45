package io.quotegate.codec.websocket;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on permessage-deflate in an opening handshake.
 *
 * <p>The gateway asks the client to begin each message with an empty window, so that it has to keep none for each
 * connection. Its own messages refer to those before where that is wanted, and the client has room for the whole window.
 *
 * @param response         value of {@code Sec-WebSocket-Extensions} in the answer
 * @param serverWindowBits how far back the client can look, as a power of two
 * @param serverContext    how far back our messages may refer
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.1">RFC 7692 §7.1</a>
 */
public record DeflateOffer(String response, int serverWindowBits, ServerContext serverContext) {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final int MIN_WINDOW_BITS = 8;

    /** What our messages may refer to. */
    public enum ServerContext {
        /** Each to itself. */
        FRESH,
        /** Those before it, too. */
        TAKEN_OVER
    }

    /**
     * The first acceptable offer in {@code header}, a client's {@code Sec-WebSocket-Extensions}, or null.
     *
     * @param wanted what is agreed where the client lets us choose
     */
    public static @Nullable DeflateOffer accept(@Nullable String header, ServerContext wanted) {
        if (header == null) {
            return null;
        }
        for (String offer : header.split(",", -1)) {
            DeflateOffer accepted = acceptOne(offer, wanted);
            if (accepted != null) {
                return accepted;
            }
        }
        return null;
    }

    private static @Nullable DeflateOffer acceptOne(String offer, ServerContext wanted) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equals(NAME)) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            String value = pair.length == 1 ? "" : unquoted(pair[1].strip());
            if (parameters.put(pair[0].strip(), value) != null) {
                return null; // §7: a parameter twice makes the offer invalid
            }
        }
        return acceptParameters(parameters, wanted);
    }

    private static @Nullable DeflateOffer acceptParameters(Map<String, String> parameters, ServerContext wanted) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (!isAcceptable(parameter.getKey(), parameter.getValue())) {
                return null;
            }
        }
        String saidBits = parameters.get(SERVER_BITS);
        int serverBits = saidBits == null ? MessageDeflater.MAX_WINDOW_BITS : Integer.parseInt(saidBits);
        boolean fresh = parameters.containsKey(SERVER_NO_CONTEXT) || serverBits < MessageDeflater.MAX_WINDOW_BITS;
        ServerContext context = fresh ? ServerContext.FRESH : wanted;
        String response = NAME + (context == ServerContext.FRESH ? "; " + SERVER_NO_CONTEXT : "")
                + "; " + CLIENT_NO_CONTEXT
                + (saidBits == null ? "" : "; " + SERVER_BITS + '=' + saidBits);
        return new DeflateOffer(response, serverBits, context);
    }

    private static boolean isAcceptable(String parameter, String value) {
        return switch (parameter) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
            case SERVER_BITS -> isWindowBits(value);
            case CLIENT_BITS -> value.isEmpty() || isWindowBits(value);
            default -> false;
        };
    }

    private static boolean isWindowBits(String value) {
        return value.matches("[89]|1[0-5]") && Integer.parseInt(value) >= MIN_WINDOW_BITS;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
