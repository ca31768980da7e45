package io.quotegate.service.files;

import io.quotegate.api.ErrorCode;

/** What comes of asking for a file. */
public sealed interface FileOpening {
    /** It is open; whoever is given it closes it. */
    record Opened(OpenFile file) implements FileOpening {}

    /** It is not to be had. */
    record Refused(ErrorCode code, String message) implements FileOpening {}
}
