package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.auth.BearerToken;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, whichever version of HTTP it came by. Fields that speak of the connection only are left out.
 * Immutable: any thread.
 *
 * @param protocol  what the client wants to speak instead of HTTP, by {@code Upgrade} or by {@code :protocol}; null for
 *                  nothing else
 * @param target    path and query as they came
 * @param where     the path; null if it, or the query, is malformed
 * @param query     decoded parameters
 * @param authority host and port as the client calls us, or null
 */
public record RequestHead(
        HttpMethod method,
        @Nullable String protocol,
        String target,
        @Nullable RequestPath where,
        Map<String, List<String>> query,
        @Nullable AsciiString authority,
        HttpFields fields) {
    /** Names and values of one head, over either version of HTTP. */
    public static final int MAX_BYTES = 16 * 1024;

    /** The head of a request for {@code target}, which is decoded. */
    public static RequestHead of(
            HttpMethod method,
            @Nullable String protocol,
            String target,
            @Nullable AsciiString authority,
            HttpFields fields) {
        RequestPath where = null;
        Map<String, List<String>> query = Map.of();
        if (isWellFormed(target)) {
            int mark = target.indexOf('?');
            try {
                where = RequestPath.of(mark < 0 ? target : target.substring(0, mark));
                query = mark < 0 ? query : new QueryStringDecoder(target).parameters();
            } catch (IllegalArgumentException e) { // from what is escaped
                where = null;
            }
        }
        return new RequestHead(method, protocol, target, where, query, authority, fields);
    }

    /** Another request for the same target. */
    public RequestHead again(
            HttpMethod otherMethod,
            @Nullable String otherProtocol,
            @Nullable AsciiString otherAuthority,
            HttpFields otherFields) {
        return new RequestHead(otherMethod, otherProtocol, target, where, query, otherAuthority, otherFields);
    }

    /** What has no place in a target must be escaped; a fragment is the client's own (RFC 9110 §7.1). */
    private static boolean isWellFormed(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#') {
                return false;
            }
        }
        return true;
    }

    /** Decoded, without the query; null if it, or the query, is malformed. */
    public @Nullable String path() {
        return where == null ? null : where.text();
    }

    /** The first value of a parameter, or null. */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The first value of the field called {@code name}, or null. */
    public @Nullable AsciiString field(AsciiString name) {
        return fields.get(name);
    }

    /** The token that it shows; null if it shows none. */
    @Nullable
    String token() {
        String shown = BearerToken.inAuthorization(field(HttpHeaderNames.AUTHORIZATION));
        if (shown == null && protocol != null) {
            shown = BearerToken.inSubprotocols(fields.list(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        }
        return shown == null ? BearerToken.inCookies(fields.list(HttpHeaderNames.COOKIE)) : shown;
    }

    @Override
    public String toString() {
        return method + " " + Refusal.withoutTokens(target);
    }
}
