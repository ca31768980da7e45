package io.quotegate.store;

import org.jspecify.annotations.Nullable;

/** What a future of the store fails with: the store is down, full, or was told something it cannot keep. */
public final class StoreException extends RuntimeException {
    StoreException(String message) {
        this(message, null);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
