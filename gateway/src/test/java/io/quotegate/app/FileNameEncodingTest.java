package io.quotegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameEncodingTest {
    @Test
    void isFineWhereNamesAreUtf8() {
        assertThat(FileNameEncoding.problem("UTF-8")).isNull();
        assertThat(FileNameEncoding.problem("utf8")).isNull();
        assertThat(FileNameEncoding.problem(null)).isNull();
    }

    @Test
    void saysWhatCannotBeServedAndWhatHelps() {
        assertThat(FileNameEncoding.problem("ANSI_X3.4-1968"))
                .isEqualTo("files whose names are not ASCII cannot be served: the locale's names are ANSI_X3.4-1968"
                        + " (expected: UTF-8, as with LC_ALL=C.UTF-8, or by bin/quotegate)");
        assertThat(FileNameEncoding.problem("no such encoding!")).isNotNull();
    }
}
