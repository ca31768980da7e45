package io.quotegate.config;

import java.time.Duration;

/**
 * What is offered for download, and what is recorded for it. The keys are {@code files.*}. Immutable: any thread.
 *
 * @param directory need not exist
 * @param record    whether the quotes and trades that are served are written there
 * @param keepFor   age above which a recording is deleted
 * @param keepBytes of all recordings together, above which the oldest are deleted
 */
public record FilesConfig(String directory, boolean record, Duration keepFor, int keepBytes) {
    public FilesConfig {
        Settings.FILES_DIR.check(directory);
        Settings.FILES_RECORD.check(record);
        Settings.FILES_KEEP_FOR.check(keepFor);
        Settings.FILES_KEEP_SIZE.check(keepBytes);
    }

    /** The same, with nothing recorded. */
    FilesConfig unrecorded() {
        return new FilesConfig(directory, false, keepFor, keepBytes);
    }

    static FilesConfig of(Values values) {
        return new FilesConfig(
                values.get(Settings.FILES_DIR),
                values.get(Settings.FILES_RECORD),
                values.get(Settings.FILES_KEEP_FOR),
                values.get(Settings.FILES_KEEP_SIZE));
    }
}
