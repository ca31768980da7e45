package io.quotegate.codec;

/** A peer broke its protocol and the connection must end. Without a stack trace: the fault is not in our code. */
public final class ProtocolException extends RuntimeException {
    private final Violation violation;

    /** @param message what was wrong with which value, fit to be shown to the peer */
    public ProtocolException(Violation violation, String message) {
        super(message, null, false, false);
        this.violation = violation;
    }

    public Violation violation() {
        return violation;
    }

    /** The message; never null here. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
