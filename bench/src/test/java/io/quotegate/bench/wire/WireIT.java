package io.quotegate.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WireIT {
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresTheGatewayBesideTheFloor(@TempDir Path directory) throws Exception {
        String[] arguments = {
            "--scenario",
            "fanout",
            "--servers",
            "quotegate,floor",
            "--format",
            "json,sbe,deflate,deflate_each,frames,frames_sbe,grpc",
            "--subscribers",
            "3",
            "--rates",
            "100",
            "--warm-up",
            "1s",
            "--measure",
            "1s",
            "--out",
            directory.toString()
        };
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        int exitCode =
                WireCommand.commandLine(arguments).setOut(writer).setErr(writer).execute(arguments);

        assertThat(exitCode).as(out.toString()).isZero();
        JsonNode steps = new ObjectMapper()
                .readTree(directory.resolve("wire.json").toFile())
                .at("/scenarios/fanout");
        assertThat(steps.findValuesAsText("server"))
                .contains(
                        "quotegate",
                        "quotegate, SBE",
                        "quotegate, deflate",
                        "quotegate, deflate each",
                        "quotegate, frames",
                        "quotegate, SBE in frames",
                        "quotegate, gRPC",
                        "floor");
        for (JsonNode step : steps) {
            assertThat(step.get("received").asDouble()).isPositive();
            assertThat(step.get("missed").asLong()).isZero();
            assertThat(step.at("/latency/count").asLong()).isPositive();
        }
        assertThat(Files.readString(directory.resolve("wire.md"))).contains("| quotegate | 3 | 100 |", "| floor |");
    }
}
