package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WokenUringHandlerTest {
    private final List<String> asked = new ArrayList<>();

    /** Notes what it is asked, and whether by the thread of the loop. */
    private IoHandler noting(Thread loop) {
        return (IoHandler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IoHandler.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName() + (Thread.currentThread() == loop ? "" : " by another"));
                    return null;
                });
    }

    @Test
    void endsBehindAWakeupThatIsDone() {
        new WokenUringHandler(noting(Thread.currentThread())).destroy();
        assertThat(asked).containsExactly("wakeup by another", "destroy");
    }

    @Test
    void keepsTheInterruptOfItsThread() {
        Thread.currentThread().interrupt();
        new WokenUringHandler(noting(Thread.currentThread())).destroy();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).containsExactly("wakeup by another", "destroy");
    }
}
