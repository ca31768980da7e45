package io.quotegate.gateway.http2;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.events.EventStreams;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.TradeTape;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream whose client does not keep up, beside others of the same connection. */
@ExtendWith(LeakCheck.class)
class SlowStreamTest {
    private static final int QUOTES = 60;
    private static final int WINDOW = 300; // more than one event, and less than two

    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes().get("/plain", Right.QUOTES, "Says so.", call -> {
        call.body().ascii("plain!");
        return HttpAnswer.JSON;
    });
    private final Http2Client client;

    SlowStreamTest() {
        HistoryService history =
                new HistoryService(loop.instruments, new CandleBook(loop.instruments), new TradeTape(loop.instruments));
        new EventStreams(new QuoteService(loop.instruments, loop.topOfBook, loop.ring), history).addTo(routes);
        client = Http2Client.open(loop, routes, new Http2Frames().setting(4, WINDOW));
    }

    @AfterEach
    void close() {
        client.close();
        loop.close();
    }

    private void publish(int quotes) {
        for (int i = 0; i < quotes; i++) {
            loop.publish(0, "1.5");
        }
        loop.turn();
    }

    private List<Http2Frame> hear(int stream) {
        return client.hear().stream().filter(frame -> frame.stream() == stream).toList();
    }

    private static String text(List<Http2Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.type() == DATA)
                .map(Http2Frame::text)
                .collect(Collectors.joining());
    }

    @Test
    void keepsTheEventThatWasBegunOfABatchThatIsMoreThanMayWait() {
        client.send(new Http2Frames().get(1, "/v1/stream?mode=all"));
        publish(QUOTES);
        String begun = text(hear(1));
        assertThat(begun).hasSize(WINDOW).contains("\n\ndata: {\"channel\":\"quotes\"");
        publish(1); // one too many
        client.send(new Http2Frames().get(3, "/plain"));
        assertThat(hear(3))
                .as("answered beside a stream that ends, of which more waited than may")
                .anyMatch(frame -> frame.type() == HEADERS)
                .last()
                .matches(frame -> frame.text().equals("plain!"));
        client.send(new Http2Frames().windowUpdate(1, 2 * RecordingOutlet.PENDING_LIMIT));
        List<Http2Frame> rest = hear(1);
        assertThat(rest).last().matches(Http2Frame::isEndOfStream);
        String[] events = (begun + text(rest)).split("\n\n");
        assertThat(events).hasSize(3);
        assertThat(events[0]).startsWith("data: {").endsWith("}\nid: instance-1:1");
        assertThat(events[1]).startsWith("data: {").endsWith("}\nid: instance-1:2");
        assertThat(events[2]).endsWith("event: bye\ndata: slow_consumer");
    }
}
