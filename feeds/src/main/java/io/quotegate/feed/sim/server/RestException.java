package io.quotegate.feed.sim.server;

/** A request is refused with an answer of its own. Without a stack trace: the fault is not in our code. */
public final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RestAnswer answer;

    public RestException(RestAnswer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public RestAnswer answer() {
        return answer;
    }
}
