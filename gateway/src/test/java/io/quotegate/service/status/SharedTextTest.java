package io.quotegate.service.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SharedTextTest {
    private final List<Runnable> begun = new ArrayList<>();
    private int made;
    private boolean failing;
    private long nowNs;
    private final SharedText text = new SharedText(this::make, begun::add, Duration.ofSeconds(1), () -> nowNs);

    private String make() {
        if (failing) {
            throw new IllegalStateException("on purpose");
        }
        made++;
        return "text " + made;
    }

    private void finish() {
        begun.remove(0).run();
    }

    private static String text(CompletableFuture<byte[]> future) {
        return new String(future.getNow(new byte[0]), UTF_8);
    }

    @Test
    void isMadeOnceForAllWhoAskMeanwhileAndSoonAfter() {
        CompletableFuture<byte[]> first = text.get();
        CompletableFuture<byte[]> meanwhile = text.get();
        assertThat(begun).hasSize(1);
        assertThat(first).isNotDone();
        nowNs = Duration.ofMinutes(1).toNanos(); // so long did it take
        finish();
        assertThat(text(first)).isEqualTo("text 1");
        assertThat(text(meanwhile)).isEqualTo("text 1");
        nowNs += Duration.ofSeconds(1).toNanos() - 1;
        assertThat(text(text.get())).isEqualTo("text 1");
        nowNs++;
        CompletableFuture<byte[]> next = text.get();
        finish();
        assertThat(text(next)).isEqualTo("text 2");
    }

    @Test
    void isMadeAnewForTheNextWhenItFailed() {
        failing = true;
        CompletableFuture<byte[]> failed = text.get();
        finish();
        assertThat(failed).isCompletedExceptionally();
        failing = false;
        CompletableFuture<byte[]> next = text.get();
        finish();
        assertThat(text(next)).isEqualTo("text 1");
    }

    @Test
    void failsWhereNobodyMakesItAnyMore() {
        SharedText stopped = new SharedText(
                this::make,
                task -> {
                    throw new RejectedExecutionException("on purpose");
                },
                Duration.ZERO,
                () -> nowNs);
        assertThat(stopped.get()).isCompletedExceptionally();
    }
}
