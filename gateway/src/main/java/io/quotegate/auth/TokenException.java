package io.quotegate.auth;

/** A file of tokens cannot be used, or does not have what was asked for; the message is fit for people. */
public final class TokenException extends RuntimeException {
    public TokenException(String message) {
        super(message);
    }
}
