package io.quotegate.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class NamedThreadsTest {
    @Test
    void numbersTheThreadsOfARoleAndKeepsTheProcessAliveByNone() {
        ThreadFactory threads = NamedThreads.of("server");
        Thread first = threads.newThread(() -> {});
        Thread second = threads.newThread(() -> {});
        assertThat(first.getName()).isEqualTo("server-0");
        assertThat(second.getName()).isEqualTo("server-1");
        assertThat(first)
                .isInstanceOf(FastThreadLocalThread.class)
                .extracting(Thread::isDaemon)
                .isEqualTo(true);
        assertThat(NamedThreads.of("feed").newThread(() -> {}).getName()).isEqualTo("feed-0");
    }
}
