package io.quotegate.feed.sim;

/** A request is refused with an answer of its own. Without a stack trace: the fault is not in our code. */
final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RestAnswer answer;

    RestException(RestAnswer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    RestAnswer answer() {
        return answer;
    }
}
