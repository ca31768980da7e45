package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that was begun and is never ended by its client is ended by us, over both versions of HTTP. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowCallIT {
    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateways.start("limits.message-timeout=200ms", "server.heartbeat=1h");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static String head(String method, String type, String body) {
        return "POST /quotegate.v1." + method + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + body
                + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "QuoteService/GetQuote, application/grpc-web, Content-Length: 5",
        "QuoteService/GetQuote, application/grpc-web-text, Transfer-Encoding: chunked",
        "QuoteService/StreamQuotes, application/grpc-web, Content-Length: 5",
        "ConversionService/ConvertEach, application/grpc-web, Content-Length: 5",
        "ConversionService/ConvertTotal, application/grpc-web, Transfer-Encoding: chunked",
        "ChatService/Chat, application/grpc-web, Content-Length: 5",
        "ChatService/Chat, application/grpc-web-text, Transfer-Encoding: chunked",
        "GameService/Play, application/grpc-web, Transfer-Encoding: chunked",
        "FileService/Download, application/grpc-web, Transfer-Encoding: chunked",
        "NoService/Nothing, application/grpc-web, Transfer-Encoding: chunked"
    })
    void isEndedWithoutABody(String method, String type, String body) throws IOException {
        try (RawSocket client = new RawSocket(gateway.address())) {
            client.send(head(method, type, body));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 ").contains("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QuoteService/GetQuote",
                "QuoteService/StreamQuotes",
                "ConversionService/ConvertTotal",
                "ChatService/Chat"
            })
    void isAnsweredWhereItHasNoBody(String method) throws IOException {
        try (RawSocket client = new RawSocket(gateway.address())) {
            client.send(head(method, "application/grpc-web", "Connection: close"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").contains("grpc-status: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QuoteService/GetQuote", "ChatService/Chat"})
    void isEndedHoweverItsBodyTrickles(String method) throws IOException {
        try (RawSocket client = new RawSocket(gateway.address())) {
            client.send(head(method, "application/grpc-web", "Content-Length: 100000"));
            int sent = 0;
            try {
                for (; sent < 90_000 && client.isSilentFor(Duration.ofMillis(20)); sent++) {
                    client.send(new byte[1]);
                }
            } catch (IOException e) { // it is ended already
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(90_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QuoteService/GetQuote, ''",
        "QuoteService/StreamQuotes, ''",
        "QuoteService/GetQuote, 00 00 00 00 00",
        "ConversionService/ConvertTotal, 00 00 00 00 09 01",
        "ConversionService/ConvertEach, 00 00",
        "ChatService/Chat, 00"
    })
    void isEndedOverHttp2WithoutAWholeMessage(String method, String begun) throws IOException {
        try (Http2Probe client = Http2Probe.open(gateway.address())) {
            Http2Frames frames = new Http2Frames()
                    .headers(
                            1,
                            false,
                            request(
                                    "POST",
                                    "/quotegate.v1." + method,
                                    "content-type",
                                    "application/grpc",
                                    "te",
                                    "trailers"));
            if (!begun.isEmpty()) {
                frames.frame(Http2Frames.DATA, 0, 1, begun);
            }
            assertThat(client.send(frames).answer(1).trailers().get("grpc-status"))
                    .hasToString("4");
        }
    }

    @Test
    void livesOnOverHttp2WhileItsClientHasNothingToSay() throws IOException {
        try (Http2Probe client = Http2Probe.open(gateway.address())) {
            client.send(new Http2Frames()
                    .headers(
                            1,
                            false,
                            request("POST", "/quotegate.v1.ChatService/Chat", "content-type", "application/grpc")));
            assertThat(client.read(Http2Frames.HEADERS).isEndOfStream()).isFalse();
            for (int id = 3; id < 13; id += 2) { // each ends in its time; the other is begun before
                client.send(new Http2Frames()
                        .headers(
                                id,
                                false,
                                request(
                                        "POST",
                                        "/quotegate.v1.QuoteService/GetQuote",
                                        "content-type",
                                        "application/grpc")));
                assertThat(client.answer(id).trailers().get("grpc-status")).hasToString("4");
            }
        }
    }
}
