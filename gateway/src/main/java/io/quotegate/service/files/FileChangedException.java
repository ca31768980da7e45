package io.quotegate.service.files;

import java.io.IOException;

/** A file is no longer what it was when it was opened: none of its content can be trusted any more. */
public final class FileChangedException extends IOException {
    FileChangedException(String name) {
        super("the file changed while it was read: " + name);
    }
}
