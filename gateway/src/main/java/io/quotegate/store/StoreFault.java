package io.quotegate.store;

import org.jspecify.annotations.Nullable;

/** A database that cannot be opened. */
final class StoreFault extends Exception {
    private final transient DatabaseFailure failure;

    StoreFault(DatabaseFailure failure, @Nullable Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    DatabaseFailure failure() {
        return failure;
    }
}
