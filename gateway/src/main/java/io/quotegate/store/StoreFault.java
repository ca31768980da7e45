package io.quotegate.store;

import org.jspecify.annotations.Nullable;

/** A database that cannot be opened. */
final class StoreFault extends Exception {
    private final transient Trouble trouble;

    StoreFault(Trouble trouble, @Nullable Throwable cause) {
        super(trouble.toString(), cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
