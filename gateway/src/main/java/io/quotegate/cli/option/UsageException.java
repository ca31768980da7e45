package io.quotegate.cli.option;

/** The user asked for something that cannot be: exit code 2. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}
