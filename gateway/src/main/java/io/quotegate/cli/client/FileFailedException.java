package io.quotegate.cli.client;

import java.io.IOException;

/** One file cannot be had, for a reason that has nothing to do with the connection; trying again would not help. */
public final class FileFailedException extends IOException {
    private static final long serialVersionUID = 1;

    FileFailedException(String message) {
        super(message);
    }

    FileFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
