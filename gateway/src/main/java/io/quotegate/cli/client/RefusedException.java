package io.quotegate.cli.client;

import java.io.IOException;

/** The gateway understood, and said no. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String reason;

    RefusedException(String code, String reason) {
        super(reason + " (" + code + ')');
        this.code = code;
        this.reason = reason;
    }

    /** What programs go by. */
    public String code() {
        return code;
    }

    /** Why, in words and without the code that programs go by. */
    public String reason() {
        return reason;
    }
}
