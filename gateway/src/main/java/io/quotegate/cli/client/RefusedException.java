package io.quotegate.cli.client;

import java.io.IOException;

/** The gateway understood, and said no. */
public final class RefusedException extends IOException {
    RefusedException(String code, String message) {
        super(message + " (" + code + ')');
    }
}
