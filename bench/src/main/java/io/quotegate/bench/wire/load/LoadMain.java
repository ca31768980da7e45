package io.quotegate.bench.wire.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.bench.wire.server.ControlOutput;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The process of a load. Its input is a line of {@link WireLoadPlan} as JSON, answered by {@code open N} when all
 * connections are made, then lines {@code measure MILLISECONDS}, each answered by {@code window} and a {@link
 * WindowReport}; a failure is a line {@code failed WHY}. Another plan ends the connections of the one before it. It ends
 * when its input does.
 */
public final class LoadMain {
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable LoadRun run;

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException {
        ControlInput.run(new LoadMain()::onCommand);
    }

    private void onCommand(String command) throws IOException {
        if (command.startsWith("{")) {
            if (run != null) {
                run.close();
            }
            run = new LoadRun(json.readValue(command, WireLoadPlan.class));
            answer("open", run.open());
        } else if (run != null && command.startsWith("measure ")) {
            answer("window", run.measure(Long.parseLong(command.substring("measure ".length()))));
        }
    }

    private void answer(String word, CompletableFuture<?> result) {
        result.whenCompleteAsync((value, failure) -> { // not on the event loop, which would stall
            if (failure == null) {
                ControlOutput.tell(word, value);
            } else {
                System.out.println("failed " + failure.getMessage());
            }
        });
    }
}
