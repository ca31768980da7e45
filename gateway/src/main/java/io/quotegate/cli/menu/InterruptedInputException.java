package io.quotegate.cli.menu;

/** The user has had enough of the whole program, and said so by Ctrl-C. */
final class InterruptedInputException extends EndOfInputException {
    private static final long serialVersionUID = 1;
}
