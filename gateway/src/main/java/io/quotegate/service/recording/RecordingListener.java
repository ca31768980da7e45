package io.quotegate.service.recording;

/** Hears which recordings there are. Called on the recorder's thread, which must not wait. */
public interface RecordingListener {
    /** Takes no notice. */
    RecordingListener NONE = new RecordingListener() {
        @Override
        public void onCompleted(String name, long fromUs, long toUs, long sizeBytes) {}

        @Override
        public void onDeleted(String name) {}
    };

    /**
     * A recording is whole and offered.
     *
     * @param name   of the file in the recorder's directory
     * @param fromUs when its first line was received, microseconds since the epoch
     * @param toUs   when its last line was received, likewise
     */
    void onCompleted(String name, long fromUs, long toUs, long sizeBytes);

    /** A recording was deleted, for its age or for the size of all. */
    void onDeleted(String name);
}
