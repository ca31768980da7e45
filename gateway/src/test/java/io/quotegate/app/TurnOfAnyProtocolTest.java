package io.quotegate.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Flags;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.QuotesRequest;
import io.quotegate.gateway.session.Turn;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one client sends at once, over any protocol, is looked at in pieces, an event loop's turn each: what is counted is
 * requests and bytes per turn, not time.
 */
@ExtendWith(LeakCheck.class)
class TurnOfAnyProtocolTest {
    private static final int MANY = 1000;
    private static final int MOST_TURNS = 20_000;
    private static final int SOME_TURNS = 1_500;
    /** Of what is answered in one turn, more than enough. */
    private static final int ANSWERS_BYTES = 256 * 1024;

    private static final String QUOTES = "{\"op\":\"quotes\",\"id\":1}";
    private static final String UPGRADE = "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n";
    private static final byte[] PROTO_QUOTES = ClientFrame.newBuilder()
            .setQuotes(QuotesRequest.getDefaultInstance())
            .build()
            .toByteArray();

    /** Ways to ask for the same thing a thousand times in one read. */
    private enum Flood {
        FRAMES {
            @Override
            byte[] requests() {
                return repeat(frame(QUOTES.getBytes(ISO_8859_1)));
            }
        },
        FRAMES_PROTO {
            @Override
            byte[] requests() {
                return repeat(frame(PROTO_QUOTES));
            }
        },
        BARE_JSON {
            @Override
            byte[] requests() {
                return repeat(QUOTES.getBytes(ISO_8859_1));
            }
        },
        SUBSCRIPTIONS {
            @Override
            byte[] requests() {
                return repeat("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}".getBytes(ISO_8859_1));
            }
        },
        HTTP1 {
            @Override
            byte[] requests() {
                return repeat("GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            }
        },
        WEB_SOCKET {
            @Override
            byte[] opening() {
                return (UPGRADE + "\r\n").getBytes(ISO_8859_1);
            }

            @Override
            byte[] requests() {
                return repeat(WebSocketProbe.encode(0x80 | WebSocketProbe.TEXT, QUOTES.getBytes(ISO_8859_1)));
            }
        },
        WEB_SOCKET_PINGS {
            @Override
            byte[] opening() {
                return WEB_SOCKET.opening();
            }

            @Override
            byte[] requests() {
                return repeat(WebSocketProbe.encode(0x80 | WebSocketProbe.PING, new byte[100]));
            }
        },
        WEB_SOCKET_DEFLATED {
            @Override
            byte[] opening() {
                return (UPGRADE + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n").getBytes(ISO_8859_1);
            }

            @Override
            byte[] requests() {
                return repeat(packed());
            }

            @Override
            byte[] requests(int read) {
                return repeat(packed(), MANY / 50); // each takes many turns
            }

            private static byte[] packed() {
                String large = QUOTES + " ".repeat(100_000);
                return WebSocketProbe.encode(0xC0 | WebSocketProbe.TEXT, deflate(large.getBytes(ISO_8859_1)));
            }
        },
        HTTP2_STREAMS {
            @Override
            byte[] opening() {
                return new Http2Frames().preface().windowUpdate(0, 1 << 30).bytes();
            }

            @Override
            byte[] requests() {
                return requests(0);
            }

            @Override
            byte[] requests(int read) {
                Http2Frames frames = new Http2Frames();
                for (int i = 0; i < MANY; i++) {
                    frames.get(2 * (i + read * MANY) + 1, "/v1/quotes");
                }
                return frames.bytes();
            }
        },
        /** Messages of one call: those of a frame are as many as a thousand frames elsewhere. */
        GRPC_MESSAGES {
            @Override
            byte[] opening() {
                String[] head = Http2Frames.request(
                        "POST",
                        "/quotegate.v1.ConversionService/ConvertEach",
                        "content-type",
                        "application/grpc",
                        "te",
                        "trailers");
                return new Http2Frames()
                        .preface()
                        .windowUpdate(0, 1 << 30)
                        .headers(1, false, head)
                        .windowUpdate(1, 1 << 30)
                        .bytes();
            }

            @Override
            byte[] requests() {
                byte[] message = ConvertRequest.newBuilder()
                        .setFrom("BTC")
                        .setTo("USDT")
                        .setAmount("1")
                        .build()
                        .toByteArray();
                byte[] framed = ByteBuffer.allocate(5 + message.length)
                        .put((byte) 0)
                        .putInt(message.length)
                        .put(message)
                        .array();
                Http2Frames frames = new Http2Frames();
                byte[] hundred = repeat(framed, 100);
                for (int i = 0; i < MANY / 100; i++) {
                    frames.frame(Http2Frames.DATA, 0, 1, hundred);
                }
                return frames.bytes();
            }
        };

        byte[] opening() {
            return new byte[0];
        }

        abstract byte[] requests();

        /** The same again, as it may follow. */
        byte[] requests(int read) {
            return requests();
        }
    }

    private static byte[] repeat(byte[] once) {
        return repeat(once, MANY);
    }

    private static byte[] repeat(byte[] once, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(once);
        }
        return all.toByteArray();
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] deflate(byte[] message) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return java.util.Arrays.copyOf(out, length - 4);
    }

    @ParameterizedTest
    @EnumSource
    void looksAtSoMuchInATurnAndAtAllInTheEnd(Flood flood) {
        Port.Turns turns = Port.turns(flood.opening(), flood.requests(), MOST_TURNS);
        assertThat(turns.answered()).as("bytes of answers by turn").hasSizeGreaterThan(MANY / Turn.UNITS_EACH);
        long longest =
                turns.answered().stream().mapToLong(Integer::longValue).max().orElse(0);
        assertThat(longest).as("bytes answered in one turn").isLessThan(2L * Turn.UNITS_EACH * Turn.UNIT_BYTES);
        assertThat(List.copyOf(turns.requests())).as("requests by turn").allMatch(count -> count <= Turn.UNITS_EACH);
        assertThat(turns.waits()).isPositive();
        assertThat(turns.open()).as("still open").isTrue();
    }

    /** So that calls, which have two frames each, are as many of a turn as requests of one. */
    @Test
    void countsWhatEndsARequestWithTheRequest() {
        String[] head = Http2Frames.request(
                "POST", "/quotegate.v1.QuoteService/GetQuote", "content-type", "application/grpc", "te", "trailers");
        byte[] message = {0, 0, 0, 0, 10, 10, 8, 'B', 'T', 'C', '-', 'U', 'S', 'D', 'T'};
        Http2Frames calls = new Http2Frames();
        for (int i = 0; i < Turn.UNITS_EACH / 2 - 2; i++) { // requests and answers, and what opens the connection
            calls.headers(2 * i + 1, false, head).frame(Http2Frames.DATA, Http2Flags.END_STREAM, 2 * i + 1, message);
        }
        Port.Turns turns = Port.turns(Flood.HTTP2_STREAMS.opening(), calls.bytes(), MOST_TURNS);
        assertThat(turns.requests()).containsExactly(Turn.UNITS_EACH / 2 - 2);
        assertThat(turns.waits()).isZero();
    }

    /** What comes while something waits to be looked at would only pile up. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRPC_MESSAGES") // its client keeps to a window
    void readsNoMoreWhileSomethingWaitsToBeLookedAt(Flood flood) {
        long most = Port.mostHeldOfAGreedyOne(flood.opening(), flood::requests, SOME_TURNS);
        assertThat(most).as("bytes held").isLessThan(4L * flood.requests().length + ANSWERS_BYTES);
    }
}
