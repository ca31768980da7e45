package io.quotegate.cli.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/** The client's side of a WebSocket handshake, which must be answered by 101. Confined to its event loop. */
public final class UpgradeReader {
    private static final String END = "\r\n\r\n";
    private static final int MAX_BYTES = 16 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(256);
    private int matched; // how much of END was just read

    /** The request; the key is the one of RFC 6455 §1.2, the answer to it is not checked. {@code fields} are more lines of the head. */
    public static byte[] request(String authority, String path, String fields) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + authority + "\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields + "\r\n")
                .getBytes(US_ASCII);
    }

    /**
     * Reads up to the end of the answer's head; false if more must come.
     *
     * @throws IllegalArgumentException if the answer is another than 101
     */
    boolean read(ByteBuf in) {
        while (in.isReadable()) {
            byte next = in.readByte();
            head.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == END.charAt(0) ? 1 : 0;
            if (matched == END.length()) {
                String answer = head.toString(US_ASCII);
                if (!answer.startsWith("HTTP/1.1 101")) {
                    throw new IllegalArgumentException("handshake: "
                            + answer.lines().findFirst().orElse("") + " (expected: 101 Switching Protocols)");
                }
                return true;
            }
            if (head.size() > MAX_BYTES) {
                throw new IllegalArgumentException("handshake: more than " + MAX_BYTES + " bytes");
            }
        }
        return false;
    }
}
