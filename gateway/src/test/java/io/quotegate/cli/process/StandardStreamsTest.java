package io.quotegate.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.cli.process.StandardStreams.PipeOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StandardStreamsTest {
    @Test
    void endsWhenThePipeIsClosed() {
        AtomicInteger ends = new AtomicInteger();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PipeOutput out = new PipeOutput(closed, ends::incrementAndGet);
        assertThatThrownBy(() -> out.write('x')).hasMessage("Broken pipe");
        assertThatThrownBy(() -> out.write(new byte[10])).hasMessage("Broken pipe");
        assertThat(ends).hasValue(2);
    }

    @Test
    void writesWhatItIsGivenWhileItCan() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PipeOutput out = new PipeOutput(bytes, () -> {})) {
            out.write('a');
            out.write(new byte[] {'x', 'b', 'c', 'x'}, 1, 2);
        }
        assertThat(bytes).hasToString("abc");
    }
}
