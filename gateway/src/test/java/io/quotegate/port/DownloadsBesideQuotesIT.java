package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.testkit.DownloadWay;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quotes to one client while twenty others download over all protocols, on one event loop. How long quotes take then is
 * measured by the bench module ({@code wire --scenario downloads}).
 */
@Timeout(120)
class DownloadsBesideQuotesIT {
    private static final int DOWNLOADS = 20;
    private static final int SIZE = 8 * 1024 * 1024;

    @TempDir
    private Path offered;

    @Test
    void neitherLosesAnything() throws Exception {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Files.write(offered.resolve("large.bin"), content);
        ExecutorService downloading = Executors.newFixedThreadPool(DOWNLOADS);
        try (SimulatedMarket market = new SimulatedMarket(500, "server.event-loops=1", "files.dir=" + offered);
                RawSocket quotes = new RawSocket(market.gateway().address())) {
            quotes.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            List<Future<byte[]>> downloads = new ArrayList<>();
            for (int i = 0; i < DOWNLOADS; i++) {
                DownloadWay way = DownloadWay.values()[i % DownloadWay.values().length];
                downloads.add(downloading.submit(() -> download(way, market)));
            }
            Map<String, Long> last = new HashMap<>();
            int checked = 0;
            while (checked < 1000 || !downloads.stream().allMatch(Future::isDone)) {
                checked += checkNext(quotes, last) ? 1 : 0;
            }
            for (Future<byte[]> download : downloads) {
                assertThat(download.get()).isEqualTo(content);
            }
        } finally {
            downloading.shutdownNow();
        }
    }

    /** Reads a message; whether it is a quote behind another of its pair, which it follows then. */
    private static boolean checkNext(RawSocket quotes, Map<String, Long> last) throws IOException {
        JsonNode message = JsonClient.JSON.readTree(quotes.readFrame());
        if (!message.has("seq")) {
            return false;
        }
        assertThat(message.path("drops").asLong()).isZero();
        long seq = message.path("seq").asLong();
        Long before = last.put(message.path("pair").asText(), seq);
        assertThat(before == null || seq == before + 1).as(message.toString()).isTrue();
        return before != null;
    }

    private static byte[] download(DownloadWay way, SimulatedMarket market) throws IOException {
        try (InputStream in = way.open(market.gateway().address(), "large.bin", 0)) {
            return in.readAllBytes();
        }
    }
}
