package io.quotegate.codec.okx;

import io.quotegate.codec.json.JsonScanner;

/**
 * A message that is no push: an acknowledgement, an error or a notice. These are few, so strings are made.
 *
 * @param event   {@code subscribe}, {@code unsubscribe}, {@code error}, {@code notice} or another
 * @param id      of the request it answers, otherwise empty
 * @param code    of an error or a notice, otherwise empty
 * @param message likewise
 */
record OkxEvent(String event, String id, String code, String message) {
    static final long MEMBER = JsonScanner.key("event");

    static final long ID = JsonScanner.key("id");
    static final long CODE = JsonScanner.key("code");
    static final long MSG = JsonScanner.key("msg");

    /** Reads the whole of {@code text[from..to)}. */
    static OkxEvent read(JsonScanner scanner, byte[] text, int from, int to) {
        String event = "";
        String id = "";
        String code = "";
        String message = "";
        scanner.wrap(text, from, to).enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == MEMBER) {
                scanner.plain();
                event = scanner.valueText();
            } else if (name == ID || name == CODE || name == MSG) {
                scanner.plain();
                id = name == ID ? scanner.valueText() : id;
                code = name == CODE ? scanner.valueText() : code;
                message = name == MSG ? scanner.valueText() : message;
            } else {
                scanner.skip();
            }
        }
        return new OkxEvent(event, id, code, message);
    }
}
