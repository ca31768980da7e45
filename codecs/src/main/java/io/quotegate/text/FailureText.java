package io.quotegate.text;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in words that people know: never the name of a system call, of a class or the number of an error. Any
 * thread.
 */
public final class FailureText {
    /** As Netty's native transports begin: {@code bind(..) failed with error(-98): }. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    /** As Netty ends what failed to connect: the address, which is in the sentence already. */
    private static final Pattern ADDRESS = Pattern.compile(": [^ ]*/[^ ]*:\\d+$");

    private FailureText() {}

    /** The failure in a few words, which can stand behind a colon. */
    public static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)) {
            return of(cause);
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "no such host";
        }
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if (failure instanceof SSLException || cause instanceof SSLException) {
            return "TLS: " + ofDeepest(failure);
        }
        String message = plain(failure.getMessage());
        if (message.isEmpty()) {
            return cause == null || cause instanceof ClosedChannelException ? ofKind(failure) : of(cause);
        }
        return failure instanceof java.net.SocketException ? lowered(message) : message;
    }

    /** What lies deepest says what is wrong with a certificate; the rest says that something is. */
    private static String ofDeepest(Throwable failure) {
        String message = plain(failure.getMessage());
        Throwable cause = failure.getCause();
        while (cause != null) {
            message = cause.getMessage() == null ? message : plain(cause.getMessage());
            cause = cause.getCause();
        }
        return message;
    }

    /** What is wrong with a file, without its name; of any other failure what {@link #of} says. */
    public static String reason(Throwable failure) {
        if (!(failure instanceof FileSystemException file)) {
            return of(failure);
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is there already, and is something else";
        }
        String reason = file.getReason();
        return reason == null ? "cannot be used" : lowered(reason);
    }

    private static String plain(@Nullable String message) {
        if (message == null) {
            return "";
        }
        return ADDRESS.matcher(SYSTEM_CALL.matcher(message).replaceFirst("")).replaceFirst("");
    }

    private static String lowered(String message) {
        boolean acronym = message.length() > 1 && Character.isUpperCase(message.charAt(1));
        return acronym ? message : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** What a failure without a message is. */
    private static String ofKind(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        return failure instanceof SocketTimeoutException ? "no answer in time" : words(failure);
    }

    /** {@code BufferUnderflowException} is {@code buffer underflow}. */
    private static String words(Throwable failure) {
        String name = failure.getClass().getSimpleName().replaceFirst("(Exception|Error)$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
