package io.quotegate.codec.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {
    private static final String BASE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; server_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=7, permessage-deflate"
            })
    void acceptsTheFirstOfferItCanServe(String header) {
        assertThat(DeflateOffer.accept(header)).isEqualTo(new DeflateOffer(BASE, 15));
    }

    @Test
    void keepsToASmallerWindow() {
        assertThat(DeflateOffer.accept("permessage-deflate; server_max_window_bits=\"9\""))
                .isEqualTo(new DeflateOffer(BASE + "; server_max_window_bits=9", 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "permessage-bzip2",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; unknown",
                "permessage-deflate; client_max_window_bits; client_max_window_bits"
            })
    void declinesWhatIsNotAnOffer(String header) {
        assertThat(DeflateOffer.accept(header)).isNull();
        assertThat(DeflateOffer.accept(null)).isNull();
    }
}
