package io.quotegate.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilePrinterTest {
    @Test
    void printsARowForEachFile() throws Exception {
        String hash = "ab".repeat(32);
        StringWriter out = new StringWriter();
        FilePrinter.print(
                new JsonMapper()
                        .readTree("[{\"name\":\"a.bin\",\"size\":300000,\"modified\":1786613174873000,\"sha256\":\""
                                + hash + "\"},{\"name\":\"b.txt\",\"size\":1,\"modified\":0,\"sha256\":null}]"),
                new PrintWriter(out));
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("name +bytes  modified +SHA-256");
        assertThat(lines.get(1)).matches("a\\.bin +300000  2026-08-1[0-9] [0-9:]{8}  " + hash);
        assertThat(lines.get(2)).matches("b\\.txt +1  19(69|70)-[0-9-]+ [0-9:]{8}  being computed");
    }
}
