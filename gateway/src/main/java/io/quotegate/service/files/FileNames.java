package io.quotegate.service.files;

import java.nio.charset.StandardCharsets;

/** Which names a client may ask for: {@code file} or {@code folder/folder/file}. Any thread. */
final class FileNames {
    /** Most parts of a name, its folders and the file's own. */
    static final int MOST_PARTS = 16;

    /** Longest name of a file on the disks there are. */
    private static final int LONGEST_BYTES = 255;

    private FileNames() {}

    /** Whether {@code name} can be that of a file in the directory or in a folder of it, and nothing of it is hidden. */
    static boolean isAllowed(String name) {
        String[] parts = name.split("/", MOST_PARTS + 1);
        if (parts.length > MOST_PARTS) {
            return false;
        }
        for (String part : parts) {
            if (!isAllowedPart(part)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code part} can be the name of a file or folder itself. */
    static boolean isAllowedPart(String part) {
        return !part.isEmpty()
                && part.charAt(0) != '.'
                && part.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
                && part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
    }
}
