package io.quotegate.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.GameWin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWinnersTest {
    private static final GameWin ANN = new GameWin("ann", 7, 3, 1_000_000);
    private static final GameWin BEN = new GameWin("ben", 9, 1, 2_000_000);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("data/q.db");
    }

    @Test
    void remembersThoseOfEarlierRunsBehindThoseOfThisOne() {
        try (StoreOnOneThread run = new StoreOnOneThread(file())) {
            StoredWinners.of(run.store.winners(), run.threads).add(ANN);
        }
        try (StoreOnOneThread run = new StoreOnOneThread(file())) {
            StoredWinners winners = StoredWinners.of(run.store.winners(), run.threads);
            winners.add(BEN);
            assertThat(winners.list(10)).containsExactly(BEN, ANN);
            assertThat(winners.list(1)).containsExactly(BEN);
        }
    }

    @Test
    void asksAgainEveryHalfMinuteWhileTheStoreIsDown() throws IOException {
        try (StoreOnOneThread run = new StoreOnOneThread(file())) {
            StoredWinners.of(run.store.winners(), run.threads).add(ANN);
        }
        Path away = Files.move(directory.resolve("data"), directory.resolve("away"));
        Path inTheWay = Files.createFile(directory.resolve("data"));
        try (StoreOnOneThread run = new StoreOnOneThread(file())) {
            StoredWinners winners = StoredWinners.of(run.store.winners(), run.threads);
            winners.add(BEN);
            run.scheduler.advance(Duration.ofSeconds(45));
            assertThat(winners.list(10)).containsExactly(BEN);
            Files.delete(inTheWay);
            Files.move(away, directory.resolve("data"));
            run.scheduler.advance(Duration.ofSeconds(45));
            assertThat(run.store.stats().isUp()).isTrue();
            assertThat(winners.list(10)).as("each once").containsExactly(BEN, ANN);
        }
    }
}
