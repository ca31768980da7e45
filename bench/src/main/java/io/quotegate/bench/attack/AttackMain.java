package io.quotegate.bench.attack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.bench.wire.server.ControlOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The process of an attack. Its input is a line of {@link AttackPlan} as JSON, answered by {@code attacking NAME}, then
 * lines {@code report}, each answered by {@code report} and an {@link AttackReport}. It ends when its input does.
 */
public final class AttackMain {
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable AttackRun run;

    private AttackMain() {}

    public static void main(String[] arguments) throws IOException {
        ControlInput.run(new AttackMain()::onCommand);
    }

    private void onCommand(String command) throws IOException {
        if (run == null) {
            AttackPlan plan = json.readValue(command, AttackPlan.class);
            run = new AttackRun(plan);
            run.start();
            System.out.println("attacking " + plan.attack());
        } else {
            ControlOutput.tell("report", run.report());
        }
    }
}
