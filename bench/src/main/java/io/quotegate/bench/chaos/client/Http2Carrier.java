package io.quotegate.bench.chaos.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Server-Sent Events on a stream of HTTP/2, by a client of its own, since connections are not to be shared. */
final class Http2Carrier implements Carrier {
    private static final String DATA = "data: ";

    private final Arrivals arrivals = new Arrivals();
    private final Lines lines = new Lines();

    Http2Carrier(int port, String mode) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofMillis(SILENCE_MS))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/stream?mode=" + mode))
                .build();
        client.sendAsync(request, BodyHandlers.fromLineSubscriber(lines)).whenComplete((answer, failure) -> {
            if (failure != null) {
                arrivals.end();
            }
        });
    }

    /** The lines of events, one after another. */
    private final class Lines implements Flow.Subscriber<String> {
        private volatile Flow.@Nullable Subscription subscription;
        private boolean goodbye; // the line that follows says why

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event: bye")) {
                goodbye = true;
            } else if (line.startsWith(DATA)) {
                String data = line.substring(DATA.length());
                arrivals.put(goodbye ? Carrier.bye(data) : data);
            }
            Flow.Subscription known = subscription;
            if (known != null) {
                known.request(1);
            }
        }

        @Override
        public void onError(Throwable cause) {
            arrivals.end();
        }

        @Override
        public void onComplete() {
            arrivals.end();
        }

        void cancel() {
            Flow.Subscription known = subscription;
            if (known != null) {
                known.cancel();
            }
        }
    }

    @Override
    public void send(String text) {}

    @Override
    public @Nullable String receive() throws IOException {
        return arrivals.take();
    }

    @Override
    public void close() {
        lines.cancel();
    }
}
