package io.quotegate.cli.menu;

import java.io.IOException;

/** The user will type nothing more. */
sealed class EndOfInputException extends IOException permits InterruptedInputException {
    private static final long serialVersionUID = 1;
}
