package io.quotegate.codec.okx;

import io.quotegate.codec.json.JsonScanner;

/** The {@code arg} of a message: where in its text the channel and the instrument stand. Confined to its owner's thread. */
final class OkxArg {
    static final long MEMBER = JsonScanner.key("arg");

    private static final long CHANNEL = JsonScanner.key("channel");
    private static final long INST_ID = JsonScanner.key("instId");

    long channelKey;
    int channelStart;
    int channelEnd;
    int instIdStart;
    int instIdEnd;

    /** Reads the object that {@code scanner} stands before. What is absent is empty. */
    void read(JsonScanner scanner) {
        channelKey = 0;
        channelStart = 0;
        channelEnd = 0;
        instIdStart = 0;
        instIdEnd = 0;
        if (scanner.peek() != '{') {
            scanner.skip();
            return;
        }
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == CHANNEL) {
                scanner.plain();
                channelKey = scanner.valueKey();
                channelStart = scanner.valueStart();
                channelEnd = scanner.valueEnd();
            } else if (name == INST_ID) {
                scanner.plain();
                instIdStart = scanner.valueStart();
                instIdEnd = scanner.valueEnd();
            } else {
                scanner.skip();
            }
        }
    }
}
