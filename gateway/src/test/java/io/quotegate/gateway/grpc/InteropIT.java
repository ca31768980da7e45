package io.quotegate.gateway.grpc;

import io.grpc.testing.integration.TestCases;
import io.grpc.testing.integration.TestServiceClient;
import io.quotegate.app.Gateway;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * grpc-java's interoperability client against our transport. The client can only be run by its main method, which ends
 * the process; so its steps are called one by one.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md">gRPC, interoperability test cases</a>
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropIT {
    private static final Logger CHATTER = Logger.getLogger("io.grpc.testing.integration"); // held, or it is collected

    private ScheduledExecutorService executor;
    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        CHATTER.setLevel(Level.WARNING);
        executor = Executors.newScheduledThreadPool(2);
        gateway = InteropServer.start(0, executor);
    }

    @AfterAll
    void stop() {
        gateway.close();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty_unary",
                "large_unary",
                "client_streaming",
                "server_streaming",
                "ping_pong",
                "empty_stream",
                "client_compressed_unary_noprobe",
                "client_compressed_streaming_noprobe",
                "server_compressed_unary",
                "server_compressed_streaming",
                "custom_metadata",
                "status_code_and_message",
                "special_status_message",
                "unimplemented_method",
                "unimplemented_service",
                "cancel_after_begin",
                "cancel_after_first_response",
                "timeout_on_sleeping_server",
                "very_large_request",
                "rpc_soak"
            })
    void passes(String testCase) throws Exception {
        TestServiceClient client = new TestServiceClient();
        String[] arguments = {
            "--server_host=127.0.0.1",
            "--server_port=" + gateway.address().getPort(),
            "--use_tls=false",
            "--test_case=" + testCase,
            "--soak_iterations=100",
            "--soak_per_iteration_max_acceptable_latency_ms=5000"
        };
        call(client, "parseArgs", (Object[]) arguments);
        call(client, "setUp");
        try {
            call(client, "runTest", TestCases.fromString(testCase));
        } finally {
            call(client, "tearDown");
        }
    }

    private static void call(TestServiceClient client, String name, Object... arguments) throws Exception {
        for (Method method : TestServiceClient.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                try {
                    method.invoke(client, name.equals("parseArgs") ? new Object[] {arguments} : arguments);
                } catch (InvocationTargetException e) {
                    throw new AssertionError(name + ": " + e.getCause(), e.getCause());
                }
                return;
            }
        }
        throw new AssertionError("TestServiceClient has no " + name);
    }
}
