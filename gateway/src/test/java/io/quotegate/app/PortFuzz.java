package io.quotegate.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.Cuts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Every protocol of the port, beginning with its first byte or behind its opening. */
class PortFuzz {
    private static final byte[] HANDSHAKE =
            ascii("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
    private static final byte[] PREFACE = new Http2Frames().preface().bytes();
    private static final Pattern CHANGES = Pattern.compile("date: [^\r]*\r\n|\"time\":[0-9]{16}");
    private static final Comparator<String> ANY_ORDER = Comparator.comparing(PortFuzz::sorted);
    private static final Pattern FAILURE = Pattern.compile("(?m)^HTTP/1.1 500 |\"code\":\"internal\"");

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String sorted(String text) {
        char[] all = text.toCharArray();
        Arrays.sort(all);
        return new String(all);
    }

    /** Any protocol: HTTP/1.1, frames, bare JSON, and what is none. */
    @FuzzTest(maxDuration = "1m")
    void anything(byte[] bytes) {
        everyWay(new byte[0], bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void webSocket(byte[] bytes) {
        everyWay(HANDSHAKE, bytes);
    }

    /**
     * The same answers however it was cut, those that come when their turn is too: as many of each byte. Where that is
     * the end, some of those may not have come.
     */
    private static void everyWay(byte[] opening, byte[] bytes) {
        String first = null;
        for (List<ByteBuf> cut : Cuts.of(bytes)) {
            Port.Heard heard = Port.hear(after(opening, cut));
            assertThat(FAILURE.matcher(heard.said()).find()).as(heard.said()).isFalse();
            if (heard.said().contains("\"code\":\"limit\"")) {
                return; // it came before what was asked for earlier was answered
            }
            String steady = steady(heard, bytes);
            first = first == null ? steady : first;
            assertThat(steady).usingComparator(ANY_ORDER).isEqualTo(first);
        }
    }

    /** What does not depend on how the bytes were cut, or on the time of day. */
    private static String steady(Port.Heard heard, byte[] bytes) {
        boolean http2 = new String(bytes, ISO_8859_1).startsWith("PRI")
                || heard.said().contains("upgrade: h2c"); // where the date is packed
        boolean leaves = heard.said().contains("chat-left"); // and may not hear what was said before
        if (heard.closed() || http2 || leaves) {
            return String.valueOf(heard.closed());
        }
        return CHANGES.matcher(heard.said()).replaceAll("");
    }

    /** Frames behind the preface. What is said of one stream or another may come in another order when it is cut. */
    @FuzzTest(maxDuration = "1m")
    void http2(byte[] bytes) {
        for (List<ByteBuf> cut : Cuts.of(bytes)) {
            Port.hearWithCalls(after(PREFACE, cut));
        }
    }

    /** The body of a call. The first byte says of which, the second over which of HTTP/2, gRPC-Web and its text. */
    @FuzzTest(maxDuration = "1m")
    void calls(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        String path = CALLS.get((bytes[0] & 0xFF) % CALLS.size());
        String body = new String(bytes, 2, bytes.length - 2, ISO_8859_1);
        switch (bytes[1] & 3) {
            case 0 ->
                Port.hearWithCalls(List.of(Unpooled.wrappedBuffer(web(path, "application/grpc-web+proto", body))));
            case 1 ->
                Port.hearWithCalls(List.of(Unpooled.wrappedBuffer(web(path, "application/grpc-web-text+proto", body))));
            default -> Port.hearWithCalls(List.of(Unpooled.wrappedBuffer(call(path, body))));
        }
    }

    private static final List<String> CALLS = List.of(
            "/quotegate.v1.QuoteService/GetQuote",
            "/quotegate.v1.QuoteService/StreamQuotes",
            "/quotegate.v1.ConversionService/ConvertEach",
            "/quotegate.v1.ConversionService/WatchConversion",
            "/quotegate.v1.IndicatorService/WatchIndicators",
            "/quotegate.v1.ChatService/Chat",
            "/quotegate.v1.GameService/Play",
            "/quotegate.v1.FileService/Download",
            "/grpc.health.v1.Health/Watch",
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");

    private static byte[] web(String path, String type, String body) {
        return ascii("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] call(String path, String body) {
        String[] head = Http2Frames.request("POST", path, "content-type", "application/grpc", "te", "trailers");
        return new Http2Frames()
                .preface()
                .headers(1, false, head)
                .frame(Http2Frames.DATA, Http2Frames.END_STREAM, 1, ascii(body))
                .bytes();
    }

    private static List<ByteBuf> after(byte[] opening, List<ByteBuf> pieces) {
        List<ByteBuf> all = new ArrayList<>();
        if (opening.length > 0) {
            all.add(Unpooled.wrappedBuffer(opening));
        }
        all.addAll(pieces);
        return all;
    }
}
