package io.quotegate.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.api.BookDepth;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http1.Http1Server;
import io.quotegate.gateway.http2.Http2Limits;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of what one connection can make the gateway hold, in docs/OPERATIONS.md: as the limits and the constants of
 * protocols have it, and as a client comes to it that does its worst.
 */
@ExtendWith(LeakCheck.class)
class BoundsTest {
    private static final int KIB = 1024;
    /** The largest answer that there is: candles of a day. */
    private static final int ANSWER_BYTES = 384 * KIB;
    /** What one read of a socket brings at most. */
    private static final int READ_BYTES = 64 * KIB;
    /** Of zlib, for a client that refers back to its earlier messages. */
    private static final int INFLATE_BYTES = 44 * KIB;

    private static final int LINE_BYTES = 8 * KIB;
    private static final int MOST_READS = 200;
    private static final byte[] QUOTES = "{\"op\":\"quotes\",\"id\":1}".getBytes(US_ASCII);

    private final Limits limits =
            LoopAssembly.limits(ConfigLoader.load(new ConfigSources(null, Map.of(), List.of(), null)));

    /** The rows of the table. */
    private enum Row {
        FRAMES("frames, bare JSON") {
            @Override
            long mostBytes(Limits limits) {
                return unsent(limits) + READ_BYTES + message(limits);
            }

            @Override
            byte[] worst() {
                return repeat(frame(QUOTES));
            }
        },
        HTTP1("HTTP/1.1, Server-Sent Events") {
            @Override
            long mostBytes(Limits limits) {
                return unsent(limits) + READ_BYTES + Http1Server.HELD_BYTES + LINE_BYTES + RequestHead.MAX_BYTES;
            }

            @Override
            byte[] worst() {
                return repeat("GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            }
        },
        WEB_SOCKET("WebSocket") {
            @Override
            long mostBytes(Limits limits) {
                return FRAMES.mostBytes(limits) + INFLATE_BYTES;
            }

            @Override
            byte[] opening() {
                return ("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n")
                        .getBytes(US_ASCII);
            }

            @Override
            byte[] worst() {
                return repeat(WebSocketProbe.encode(0x80 | WebSocketProbe.TEXT, QUOTES));
            }
        },
        HTTP2("HTTP/2, gRPC: all streams together") {
            @Override
            long mostBytes(Limits limits) {
                long bodies = 2L * Http2Limits.CONNECTION_WINDOW_BYTES; // in buffers that grow
                long heads = (long) Http2Limits.STREAMS * RequestHead.MAX_BYTES + Http2Limits.HEADER_TABLE_BYTES;
                return unsent(limits) + READ_BYTES + bodies + message(limits) + heads;
            }

            @Override
            byte[] opening() {
                return new Http2Frames().preface().bytes();
            }

            /** Calls with messages that are not whole, one of them nearly. */
            @Override
            byte[] worst() {
                Http2Frames frames = new Http2Frames();
                int each = Http2Limits.STREAM_WINDOW_BYTES - 6_000;
                for (int i = 0; i < Http2Limits.CONNECTION_WINDOW_BYTES / Http2Limits.STREAM_WINDOW_BYTES / 2; i++) {
                    int stream = 2 * i + 1;
                    frames.headers(
                            stream,
                            false,
                            Http2Frames.request(
                                    "POST",
                                    "/quotegate.v1.ConversionService/ConvertEach",
                                    "content-type",
                                    "application/grpc",
                                    "te",
                                    "trailers"));
                    data(
                            frames,
                            stream,
                            ByteBuffer.allocate(5 + each)
                                    .put((byte) 0)
                                    .putInt(1_000_000)
                                    .array());
                }
                for (int sent = each; sent < 900_000; sent += each) {
                    data(frames, 1, new byte[each]);
                }
                return frames.bytes();
            }

            private static void data(Http2Frames frames, int stream, byte[] bytes) {
                for (int from = 0; from < bytes.length; from += Http2Limits.FRAME_BYTES) {
                    int to = Math.min(bytes.length, from + Http2Limits.FRAME_BYTES);
                    frames.frame(Http2Frames.DATA, 0, stream, Arrays.copyOfRange(bytes, from, to));
                }
            }
        };

        private final String name;

        Row(String name) {
            this.name = name;
        }

        abstract long mostBytes(Limits limits);

        byte[] opening() {
            return new byte[0];
        }

        /** What is said in pieces of one read, for as long as it is read; no answer is taken. */
        abstract byte[] worst();
    }

    private static long unsent(Limits limits) {
        return limits.pendingBytes() + (long) ANSWER_BYTES;
    }

    /** One that is not whole, in a buffer that grows. */
    private static long message(Limits limits) {
        return 2L * limits.frameBytes();
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] repeat(byte[] once) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < 4 * 1024 * KIB) {
            all.writeBytes(once);
        }
        return all.toByteArray();
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    /** The cells of a row in the document, without its name. */
    private static List<String> documented(Row row) throws IOException {
        return Files.readAllLines(Path.of("../docs/OPERATIONS.md")).stream()
                .filter(line -> line.startsWith("| " + row.name + " |"))
                .map(line -> List.of(line.split("\\s*\\|\\s*", -1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row: " + row.name))
                .subList(2, 5);
    }

    @ParameterizedTest
    @EnumSource
    void areInTheTableAsTheCodeHasThem(Row row) throws IOException {
        assertThat(documented(row).get(1)).as("at most").isEqualTo(mib(row.mostBytes(limits)));
    }

    @ParameterizedTest
    @EnumSource
    void areNotExceededByAClientThatDoesItsWorst(Row row) throws IOException {
        long idle = Port.heldBytes(limits, row.opening(), new byte[0], READ_BYTES, MOST_READS);
        assertThat(mib(idle)).as("idle").isEqualTo(documented(row).get(0));
        long held = Port.heldBytes(limits, row.opening(), row.worst(), READ_BYTES, MOST_READS);
        assertThat(held).isLessThanOrEqualTo(row.mostBytes(limits));
        double documented = Double.parseDouble(documented(row).get(2).replace(" MiB", ""));
        assertThat(held / 1048576.0).as("measured").isCloseTo(documented, within(0.15));
    }

    @Test
    void hasARowForEach() throws IOException {
        for (Row row : Row.values()) {
            assertThat(documented(row)).hasSize(3);
        }
    }

    /** However many want it: what an event loop keeps of a book, and of what was told of it at each depth. */
    @Test
    void ofBooksAreInTheTableAsTheCodeHasThem() throws IOException {
        long followed = OrderBook.bytes(BookPush.MAX_DEPTH);
        long deepest = OrderBook.bytes(BookPush.MAX_DEPTH);
        long every = IntStream.range(0, BookDepth.count())
                .mapToLong(i -> OrderBook.bytes(BookDepth.levels(i)))
                .sum();
        String told = Files.readString(Path.of("../docs/OPERATIONS.md"));
        assertThat(told)
                .contains("| one depth, 400 | " + bookCells(followed + deepest))
                .contains("or streams | " + bookCells(followed + every));
    }

    private static String bookCells(long bytes) {
        return String.format(Locale.ROOT, "%.1f KiB | %s |", bytes / 1024.0, mib(300 * bytes));
    }
}
