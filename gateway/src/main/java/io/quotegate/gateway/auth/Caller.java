package io.quotegate.gateway.auth;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.auth.Token;
import io.quotegate.auth.TokenTable;
import io.quotegate.auth.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, on one connection or by one request, as far as it is known. Confined to its event loop. It holds no token, only
 * whose it was: who it is is looked up again when the tokens have changed.
 */
public final class Caller {
    private static final Refusal UNKNOWN = new Refusal(
            ErrorCode.UNAUTHENTICATED, "no token was shown (expected: Authorization: Bearer, or the operation auth)");
    private static final Refusal WRONG = new Refusal(ErrorCode.UNAUTHENTICATED, "the token is not valid");
    private static final Refusal FEWER = new Refusal(
            ErrorCode.FORBIDDEN, "the token has not all rights of the one before (expected: another connection)");

    private static final Refusal SINCE =
            new Refusal(ErrorCode.FORBIDDEN, "tokens are needed since this began (expected: another connection)");

    private static final String ANYBODY = "anonymous";

    private final Tokens tokens;

    private TokenTable table; // in which it was looked up
    private @Nullable Token token; // its own; null while nobody is known
    private @Nullable String certified; // as its certificate calls it
    private boolean wrong; // it showed a token that is not valid, or not any more
    private boolean revoked; // it was known, and is not any more
    private boolean shared; // by several requests

    /** Somebody who has shown nothing. */
    Caller(Tokens tokens) {
        this.tokens = tokens;
        table = tokens.table();
    }

    /** Somebody who shows {@code shown}. */
    Caller(Tokens tokens, CharSequence shown) {
        this(tokens);
        token = table.find(shown);
        wrong = token == null;
    }

    /** Another one who is the same. */
    Caller again() {
        Caller other = new Caller(tokens);
        other.table = table;
        other.token = token;
        other.certified = certified;
        other.wrong = wrong;
        return other;
    }

    /** Whether everybody is answered, known or not. */
    boolean isFree() {
        return tokens.table() == TokenTable.OFF;
    }

    /** The client has shown a certificate that is believed, and is called {@code name} in it. */
    void certify(String name) {
        certified = name;
        token = table.named(name);
    }

    /** Others ask as this one too: it stays who it is. */
    Caller shared() {
        shared = true;
        return this;
    }

    /**
     * The client shows {@code shown}; why it is not taken, or null. Who was known before stays so if it is not, or if it has
     * not all rights of the one before, by which things may be under way.
     */
    public @Nullable Refusal show(CharSequence shown) {
        if (isFree()) {
            return null;
        }
        Token before = token();
        Token next = table.find(shown);
        if (next == null || revoked) {
            tokens.stats().unauthenticated.increment();
            return WRONG;
        }
        if (shared || (before != null && !next.rights().containsAll(before.rights()))) {
            tokens.stats().forbidden.increment();
            return shared ? SINCE : FEWER;
        }
        token = next;
        wrong = false;
        return null;
    }

    /** Whether it is known. */
    public boolean isKnown() {
        return token() != null;
    }

    /** What it is called. */
    public String name() {
        Token known = token();
        return known == null ? ANYBODY : known.name();
    }

    /** What it may do; where everybody is answered, what everybody may. */
    public Set<Right> rights() {
        Token known = token();
        return known == null ? Right.USUAL : known.rights();
    }

    /** Why what needs {@code right} is not answered; null if it is. */
    public @Nullable Refusal refusal(Right right) {
        if (right == Right.ANYBODY || isFree()) {
            return null;
        }
        Token known = token();
        if (known == null) {
            tokens.stats().unauthenticated.increment();
            return wrong ? WRONG : UNKNOWN;
        }
        if (known.permits(right)) {
            return null;
        }
        tokens.stats().forbidden.increment();
        return new Refusal(
                ErrorCode.FORBIDDEN, known.name() + " has not the right that this needs: " + right.wireName());
    }

    /** Whether a token was shown that is not valid, or not any more. */
    public boolean isWrong() {
        return token() == null && wrong && !isFree();
    }

    /** Whether it was known, and is not any more. */
    public boolean isRevoked() {
        return token() == null && revoked && !isFree();
    }

    /** Whose token is valid now; null while nobody is known. */
    private @Nullable Token token() {
        TokenTable now = tokens.table();
        if (now != table && now != TokenTable.OFF) {
            table = now;
            lookUp(now);
        }
        return token;
    }

    /** Who has lost rights may have something under way that needs them, and is known no more. */
    private void lookUp(TokenTable now) {
        Token before = token;
        String called = certified;
        if (before == null) {
            token = called == null ? null : now.named(called);
        } else {
            Token next = before.name().equals(called) ? now.named(before.name()) : now.successor(before);
            boolean same = next != null && next.rights().containsAll(before.rights());
            token = same ? next : null;
            wrong = !same;
            revoked = !same;
        }
    }
}
