package io.quotegate.codec.websocket;

import static io.quotegate.codec.websocket.WebSocketFrames.BINARY;
import static io.quotegate.codec.websocket.WebSocketFrames.CLOSE;
import static io.quotegate.codec.websocket.WebSocketFrames.CONTINUATION;
import static io.quotegate.codec.websocket.WebSocketFrames.PING;
import static io.quotegate.codec.websocket.WebSocketFrames.PONG;
import static io.quotegate.codec.websocket.WebSocketFrames.TEXT;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.PartialMessage;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.Utf8Validator;
import org.jspecify.annotations.Nullable;

/**
 * Reads WebSocket messages out of a byte stream, however it is cut, for either side. A message that arrives in one
 * piece is read in the event loop's scratch array; only what is incomplete is kept. Text is checked as it arrives, so a
 * bad byte is found before its message ends. Confined to its connection's event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-5">RFC 6455 §5</a>
 */
public final class WebSocketReader {
    /** What {@link WebSocketListener#onClose} hears when the peer gave no code (RFC 6455 §7.1.5). */
    public static final int NO_CODE = 1005;

    private final WebSocketHeader header;
    private final int maxBytes;
    private final ByteScratch scratch;
    private final @Nullable MessageInflater inflater;

    private final PartialMessage message = new PartialMessage();
    private final PartialMessage control = new PartialMessage();
    private final Utf8Validator utf8 = new Utf8Validator();

    private int messageOpcode; // of the message under way, CONTINUATION between messages
    private boolean messageCompressed;
    private long payloadRead; // bytes of the frame under way that have come
    private boolean inPayload;
    private boolean isHeld; // the message, which is whole and compressed
    private boolean stopped;

    /**
     * @param role     which side reads
     * @param maxBytes largest message accepted, after inflating
     * @param scratch  shared with the other connections of this event loop
     * @param inflater reads compressed messages; null if compression was not agreed
     */
    public WebSocketReader(Role role, int maxBytes, ByteScratch scratch, @Nullable MessageInflater inflater) {
        this.header = new WebSocketHeader(role, inflater != null);
        this.maxBytes = maxBytes;
        this.scratch = scratch;
        this.inflater = inflater;
    }

    /** Which side of the connection reads: it decides who has to mask (RFC 6455 §5.1). */
    public enum Role {
        SERVER,
        CLIENT
    }

    /** Whether a message or a frame has begun and not ended. */
    public boolean midMessage() {
        return inPayload || messageOpcode != CONTINUATION || header.isPartial();
    }

    /** Whether a long message has come that is not inflated yet: {@link #read} goes on with it. */
    public boolean isHeld() {
        return isHeld;
    }

    /** Reads nothing more. */
    public void stop() {
        stopped = true;
        isHeld = false;
        message.release();
        control.release();
        if (inflater != null) {
            inflater.forget(this);
        }
    }

    /** Frees what inflating holds. Call once, when the connection is gone. */
    public void close() {
        stop();
        if (inflater != null) {
            inflater.close();
        }
    }

    /**
     * Takes all of {@code in} and hands every whole message to {@code listener}, until that wants no more: the rest is left
     * in the buffer then, to be given again, which is empty where only a message {@linkplain #isHeld() is held}. The buffer
     * stays the caller's.
     *
     * @throws ProtocolException whose violation says with which code to close
     */
    public void read(ByteBuf in, WebSocketListener listener) {
        if (isHeld && inflater != null && !(inflateHeld(inflater, listener) && (stopped || listener.wantsMore()))) {
            return;
        }
        while (!stopped && (inPayload || header.read(in))) {
            if (!inPayload) {
                beginFrame();
            }
            if (!readPayload(in, listener) || (!stopped && !listener.wantsMore())) {
                break;
            }
        }
        if (stopped) {
            in.skipBytes(in.readableBytes());
        }
    }

    private boolean inflateHeld(MessageInflater inflating, WebSocketListener listener) {
        while (listener.mayInflate()) {
            int length = inflating.goOn(this, message.array(), message.length(), maxBytes);
            if (length != MessageInflater.LONG) {
                isHeld = false;
                message.release();
                deliver(inflating.array(), length, 0, listener);
                return true;
            }
        }
        return false;
    }

    private void beginFrame() {
        inPayload = true;
        payloadRead = 0;
        if (header.isControl()) {
            return;
        }
        boolean continues = header.opcode() == CONTINUATION;
        if (continues != (messageOpcode != CONTINUATION)) {
            throw malformed(continues ? "continuation of no message" : "new message inside a fragmented one");
        }
        if (!continues) {
            messageOpcode = header.opcode();
            messageCompressed = header.compressed();
            utf8.reset();
        }
        if (header.length() > maxBytes - message.length()) {
            throw new ProtocolException(Violation.TOO_LARGE, "message longer than " + maxBytes + " bytes");
        }
    }

    /** Reads what there is of the frame's payload; false if more must come, or its message is held. */
    private boolean readPayload(ByteBuf in, WebSocketListener listener) {
        int missing = (int) (header.length() - payloadRead);
        boolean whole = payloadRead == 0 && in.readableBytes() >= missing;
        if (whole && (header.isControl() || (header.fin() && message.length() == 0))) {
            byte[] bytes = scratch.atLeast(missing);
            in.readBytes(bytes, 0, missing);
            header.unmask(bytes, 0, missing, 0);
            inPayload = false;
            return finish(bytes, missing, 0, listener);
        }
        return readPiece(in, Math.min(missing, in.readableBytes()), listener);
    }

    private boolean readPiece(ByteBuf in, int count, WebSocketListener listener) {
        PartialMessage target = header.isControl() ? control : message;
        int from = target.length();
        target.append(in, count);
        header.unmask(target.array(), from, from + count, payloadRead);
        payloadRead += count;
        int checkedText = 0;
        if (target == message && messageOpcode == TEXT && !messageCompressed) {
            checkText(message.array(), from, from + count);
            checkedText = from + count;
        }
        if (payloadRead < header.length()) {
            return false;
        }
        inPayload = false;
        if (header.isControl() || header.fin()) {
            byte[] bytes = target.array();
            int length = target.length();
            target.release();
            return finish(bytes, length, checkedText, listener);
        }
        return true;
    }

    /**
     * Hands a whole message over; false if it is held.
     *
     * @param checkedText how much of {@code bytes} is already known to be UTF-8
     */
    private boolean finish(byte[] bytes, int length, int checkedText, WebSocketListener listener) {
        if (header.isControl()) {
            finishControl(bytes, length, listener);
            return true;
        }
        if (!messageCompressed || inflater == null) {
            deliver(bytes, length, checkedText, listener);
            return true;
        }
        int inflated = inflater.inflate(bytes, length, maxBytes);
        if (inflated == MessageInflater.LONG) {
            message.append(bytes, 0, length);
            isHeld = true;
            return inflateHeld(inflater, listener);
        }
        deliver(inflater.array(), inflated, 0, listener);
        return true;
    }

    private void deliver(byte[] content, int length, int checkedText, WebSocketListener listener) {
        int opcode = messageOpcode;
        messageOpcode = CONTINUATION;
        if (opcode == TEXT) {
            checkText(content, checkedText, length);
            if (!utf8.isComplete()) {
                throw invalidText();
            }
            listener.onText(content, 0, length);
        } else {
            listener.onBinary(content, 0, length);
        }
    }

    private void finishControl(byte[] bytes, int length, WebSocketListener listener) {
        switch (header.opcode()) {
            case PING -> listener.onPing(bytes, 0, length);
            case PONG -> listener.onPong(bytes, 0, length);
            case CLOSE -> {
                int code = closeCode(bytes, length);
                stop();
                listener.onClose(code);
            }
            default -> throw new IllegalStateException("opcode: " + header.opcode());
        }
    }

    private static int closeCode(byte[] bytes, int length) {
        if (length == 0) {
            return NO_CODE;
        }
        if (length == 1) {
            throw malformed("close frame of one byte");
        }
        int code = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (!WebSocketFrames.isCloseCode(code)) {
            throw malformed("close code: " + code);
        }
        if (!Utf8Validator.isValid(bytes, 2, length)) {
            throw invalidText();
        }
        return code;
    }

    private void checkText(byte[] bytes, int from, int to) {
        if (!utf8.accept(bytes, from, to)) {
            throw invalidText();
        }
    }

    private static ProtocolException invalidText() {
        return new ProtocolException(Violation.INVALID_DATA, "text is not UTF-8");
    }

    static ProtocolException malformed(String what) {
        return new ProtocolException(Violation.MALFORMED, what);
    }

    static boolean isKnown(int opcode) {
        return opcode == CONTINUATION
                || opcode == TEXT
                || opcode == BINARY
                || opcode == CLOSE
                || opcode == PING
                || opcode == PONG;
    }
}
