package io.quotegate.codec.websocket;

import static io.quotegate.codec.websocket.WebSocketFrames.CLOSE;
import static io.quotegate.codec.websocket.WebSocketFrames.COMPRESSED;
import static io.quotegate.codec.websocket.WebSocketFrames.CONTINUATION;
import static io.quotegate.codec.websocket.WebSocketFrames.EIGHT_BYTE_LENGTH;
import static io.quotegate.codec.websocket.WebSocketFrames.FIN;
import static io.quotegate.codec.websocket.WebSocketFrames.KEY_BYTES;
import static io.quotegate.codec.websocket.WebSocketFrames.LENGTH_BITS;
import static io.quotegate.codec.websocket.WebSocketFrames.MASKED;
import static io.quotegate.codec.websocket.WebSocketFrames.MAX_CONTROL_PAYLOAD;
import static io.quotegate.codec.websocket.WebSocketFrames.OPCODE_BITS;
import static io.quotegate.codec.websocket.WebSocketFrames.RSV_2_AND_3;
import static io.quotegate.codec.websocket.WebSocketFrames.TWO_BYTE_LENGTH;
import static io.quotegate.codec.websocket.WebSocketReader.malformed;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.websocket.WebSocketReader.Role;

/** The header of the frame being read, checked as far as it can be on its own. Confined to its connection's event loop. */
final class WebSocketHeader {
    private static final int FIRST_BYTES = 2;

    private final Role role;
    private final boolean compressionAgreed;

    private int have; // bytes of a header that was cut
    private int first;
    private int second;
    private long length;
    private int key;

    WebSocketHeader(Role role, boolean compressionAgreed) {
        this.role = role;
        this.compressionAgreed = compressionAgreed;
    }

    boolean isPartial() {
        return have > 0;
    }

    int opcode() {
        return first & OPCODE_BITS;
    }

    boolean isControl() {
        return opcode() >= CLOSE;
    }

    boolean fin() {
        return (first & FIN) != 0;
    }

    boolean compressed() {
        return (first & COMPRESSED) != 0;
    }

    /** Bytes of payload. */
    long length() {
        return length;
    }

    /** Reads a header; false if more must come. */
    boolean read(ByteBuf in) {
        while (in.isReadable()) {
            take(in.readUnsignedByte());
            if (have >= FIRST_BYTES && have == total()) {
                have = 0;
                checkLength();
                return true;
            }
        }
        return false;
    }

    private void take(int next) {
        int at = have++;
        if (at == 0) {
            first = next;
            length = 0;
            key = 0;
            checkFirst();
        } else if (at == 1) {
            second = next;
            checkSecond();
        } else if (at < FIRST_BYTES + lengthBytes()) {
            length = length << 8 | next;
        } else {
            key = key << 8 | next;
        }
    }

    private int total() {
        return FIRST_BYTES + lengthBytes() + ((second & MASKED) == 0 ? 0 : KEY_BYTES);
    }

    private int lengthBytes() {
        int shortLength = second & LENGTH_BITS;
        return shortLength == TWO_BYTE_LENGTH ? Short.BYTES : shortLength == EIGHT_BYTE_LENGTH ? Long.BYTES : 0;
    }

    private void checkFirst() {
        if ((first & RSV_2_AND_3) != 0) {
            throw malformed("reserved bits set");
        }
        if (compressed() && (!compressionAgreed || isControl() || opcode() == CONTINUATION)) {
            throw malformed("reserved bit 1 set");
        }
        if (!WebSocketReader.isKnown(opcode())) {
            throw malformed("opcode: " + opcode());
        }
        if (isControl() && !fin()) {
            throw malformed("fragmented control frame");
        }
    }

    private void checkSecond() {
        boolean masked = (second & MASKED) != 0;
        if (masked != (role == Role.SERVER)) {
            throw malformed(masked ? "masked frame from a server" : "unmasked frame from a client");
        }
        if (lengthBytes() == 0) {
            length = second & LENGTH_BITS;
        } else if (isControl()) {
            throw malformed("control frame longer than " + MAX_CONTROL_PAYLOAD + " bytes");
        }
    }

    private void checkLength() {
        boolean minimal = switch (lengthBytes()) {
            case 0 -> true;
            case Short.BYTES -> length >= TWO_BYTE_LENGTH;
            default -> length > 0xFFFF || length < 0;
        };
        if (!minimal || length < 0) {
            throw malformed("length not in its shortest form, or negative");
        }
    }

    /** Unmasks {@code bytes[from..to)}, which begin {@code offset} bytes into the payload. */
    void unmask(byte[] bytes, int from, int to, long offset) {
        if ((second & MASKED) != 0) {
            WebSocketFrames.mask(bytes, from, to, Integer.rotateLeft(key, (int) (offset & 3) * Byte.SIZE));
        }
    }
}
