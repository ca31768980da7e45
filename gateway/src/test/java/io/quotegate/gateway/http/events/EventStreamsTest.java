package io.quotegate.gateway.http.events;

import static io.quotegate.gateway.http.RecordingStream.get;
import static io.quotegate.gateway.http.RecordingStream.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.TradeTape;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakCheck.class)
class EventStreamsTest {
    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));
    private final RecordingStream stream = new RecordingStream(loop.context);

    @BeforeEach
    void addRoutes() {
        HistoryService history =
                new HistoryService(loop.instruments, new CandleBook(loop.instruments), new TradeTape(loop.instruments));
        new EventStreams(new QuoteService(loop.instruments, loop.topOfBook, loop.ring), history).addTo(routes);
    }

    @AfterEach
    void close() {
        stream.served.closed(false);
        loop.close();
    }

    private void publish(int pair, String price) {
        loop.publish(pair, price);
        loop.turn();
    }

    @Test
    void pushesWhatIsKnownAndWhatFollows() {
        stream.ask(router, get("/v1/stream"), "");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/event-stream");
        assertThat(stream.field(HttpHeaderNames.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(stream.protocol).isEqualTo(Protocol.SSE);
        assertThat(stream.flushes).as("the head need not wait for a quote").isPositive();
        publish(0, "1.5");
        assertThat(stream.body())
                .startsWith("data: {\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"")
                .endsWith("}\nid: instance-1:1\n\n");
        RecordingStream later = new RecordingStream(loop.context).ask(router, get("/v1/stream?mode=all"), "");
        assertThat(later.body()).contains("\"bid\":\"1.5\"");
        later.served.closed(false);
    }

    @Test
    void givesWhatItIsBehindWithTheIdsOfTheRunThatThisIsOf() {
        publish(0, "1.5");
        stream.ask(router, get("/v1/stream"), "");
        loop.begin("instance-2");
        loop.publish(0, "9");
        RecordingStream behind = new RecordingStream(loop.context).ask(router, get("/v1/stream"), "");
        assertThat(behind.body()).contains("\"bid\":\"1.5\"").endsWith("}\nid: instance-1:1\n\n");
        behind.served.closed(false);
        loop.turn();
        RecordingStream there = new RecordingStream(loop.context).ask(router, get("/v1/stream"), "");
        assertThat(there.body()).contains("\"bid\":\"9\"").endsWith("}\nid: instance-2:1\n\n");
        there.served.closed(false);
    }

    @Test
    void pushesOnlyThePairsThatAreWanted() {
        stream.ask(router, get("/v1/stream?pairs=ETH-USDT"), "");
        publish(0, "1.5");
        assertThat(stream.body()).isEmpty();
        publish(1, "2.5");
        assertThat(stream.body()).contains("ETH-USDT");
    }

    @Test
    void pushesBooksWhereTheyAreWanted() {
        loop.books.publish(0, true, "B 10.2 1", "B 10.1 2", "A 10.3 3");
        stream.ask(router, get("/v1/stream?channel=books&depth=1&pairs=BTC-USDT"), "");
        loop.books.publish(0, false, "B 10.2 0");
        loop.turn();
        assertThat(stream.body().lines().filter(line -> !line.isEmpty()))
                .satisfiesExactly(
                        snapshot -> assertThat(snapshot)
                                .startsWith("data: {\"channel\":\"books\",\"type\":\"snapshot\",\"pair\":\"BTC-USDT\"")
                                .contains("\"bids\":[[\"10.2\",\"1\"]]", "\"seq\":1,", "\"depth\":1}"),
                        update -> assertThat(update)
                                .startsWith("data: {\"channel\":\"books\",\"type\":\"update\",\"pair\":\"BTC-USDT\"")
                                .contains(
                                        "\"bids\":[[\"10.2\",\"0\"],[\"10.1\",\"2\"]],\"asks\":[]", "\"prevSeq\":1,"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stream?channel=trades, 400, channel: trades (expected: quotes, books or candles)",
        "/v1/stream?channel=books&depth=0, 400, depth: 0 (expected: a whole number from 1 to 400)",
        "/v1/stream?mode=some, 400, mode (expected: latest or all)",
        "/v1/stream?pairs=XYZ-USDT, 404, unknown pair: XYZ-USDT",
        "'/v1/stream?pairs=BTC-USDT,', 400, pair",
        "/v1/stream?interval=1ms, 400, interval (expected: 100ms..1h)",
        "/v1/stream?interval=1s&mode=all, 400, interval"
    })
    void refusesWhatCannotBePushed(String target, int status, String detail) {
        stream.ask(router, get(target), "");
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.body()).contains(detail);
        assertThat(stream.finished).isTrue();
    }

    @Test
    void servesWhatThereIsAtThePaceThatIsAskedFor() {
        publish(0, "1.4");
        stream.ask(router, get("/v1/stream?pairs=BTC-USDT,XYZ&partial=true&interval=2s"), "");
        assertThat(stream.body())
                .startsWith("event: subscribed\ndata: {\"event\":\"subscribed\",")
                .contains("\"interval\":\"2s\",\"rejected\":[{\"pair\":\"XYZ\",\"code\":\"unknown_pair\"}]}}\n\n")
                .contains("\"bid\":\"1.4\"");
        publish(0, "1.5");
        publish(0, "1.6");
        assertThat(stream.body()).isEmpty();
        assertThat(stream.served.isConflated()).isTrue();
    }

    @Test
    void answersHeadWithoutBeginning() {
        stream.ask(router, request(HttpMethod.HEAD, "/v1/stream"), "");
        assertThat(stream.field(HttpHeaderNames.CONTENT_LENGTH)).isEmpty();
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/event-stream");
        assertThat(stream.finished).isTrue();
        assertThat(stream.protocol).isNull();
    }

    @Test
    void givesASignOfLifeWhenNothingIsSent() {
        stream.ask(router, get("/v1/stream"), "");
        stream.quietNs = TimeUnit.SECONDS.toNanos(15) - 1;
        stream.served.onTime(1);
        assertThat(stream.body()).isEmpty();
        stream.quietNs++;
        stream.served.onTime(1);
        assertThat(stream.body()).isEqualTo(":\n\n");
    }

    @Test
    void catchesASlowClientUp() {
        stream.ask(router, get("/v1/stream"), "");
        stream.writable = false;
        publish(0, "1.5");
        publish(0, "1.6");
        assertThat(stream.body()).isEmpty();
        stream.writable = true;
        stream.served.onWritable();
        assertThat(stream.body()).contains("\"bid\":\"1.6\"").contains("\"drops\":1");
    }

    @Test
    void saysWhyItEndsAndThatItDoesNotEndByItself() {
        stream.ask(router, get("/v1/stream"), "");
        assertThat(stream.served.drains()).isFalse();
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(stream.body()).matches("retry: [1-4]\\d{3}\nevent: bye\ndata: server_shutdown\n\n");
    }

    @Test
    void leavesTheFanOutWithItsClient() {
        stream.ask(router, get("/v1/stream"), "");
        stream.served.closed(false);
        publish(0, "1.5");
        assertThat(stream.body()).isEmpty();
    }
}
