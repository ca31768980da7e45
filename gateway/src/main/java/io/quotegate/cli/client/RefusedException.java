package io.quotegate.cli.client;

import java.io.IOException;

/** The gateway understood, and said no. */
public final class RefusedException extends IOException {
    static final String TLS_REQUIRED = "tls_required";

    private static final long serialVersionUID = 1;

    private final String code;
    private final String reason;

    RefusedException(String code, String reason) {
        super(reason + " (" + code + ')');
        this.code = code;
        this.reason = reason;
    }

    /** The port speaks TLS only. */
    static RefusedException tlsRequired() {
        return new RefusedException(TLS_REQUIRED, "this port speaks TLS only: use --tls");
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
