package io.quotegate.service.files;

import java.nio.charset.StandardCharsets;

/** Which names a client may ask for. Any thread. */
final class FileNames {
    /** Longest name of a file on the disks there are. */
    private static final int LONGEST_BYTES = 255;

    private FileNames() {}

    /** Whether {@code name} can be that of a file in the directory itself, and not of a hidden one. */
    static boolean isAllowed(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
    }
}
