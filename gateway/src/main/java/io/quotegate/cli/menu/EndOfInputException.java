package io.quotegate.cli.menu;

import java.io.IOException;

/** The user will type nothing more. */
final class EndOfInputException extends IOException {
    private static final long serialVersionUID = 1;
}
