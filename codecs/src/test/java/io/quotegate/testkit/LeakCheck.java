package io.quotegate.testkit;

import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that left a Netty buffer alive. Works where the JVM runs with
 * {@code -Dio.netty.customResourceLeakDetector=io.netty.util.LeakPresenceDetector}, as the build does for unit tests.
 */
public final class LeakCheck implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        LeakPresenceDetector.check();
    }
}
