package io.quotegate.codec.websocket;

import static io.quotegate.codec.websocket.DeflateOffer.ServerContext.FRESH;
import static io.quotegate.codec.websocket.DeflateOffer.ServerContext.TAKEN_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(DeflateOffer.accept(header, FRESH)).isEqualTo(new DeflateOffer(BASE, 15, FRESH));
    }

    @Test
    void keepsToASmallerWindow() {
        assertThat(DeflateOffer.accept("permessage-deflate; server_max_window_bits=\"9\"", TAKEN_OVER))
                .isEqualTo(new DeflateOffer(BASE + "; server_max_window_bits=9", 9, FRESH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; client_max_window_bits | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15 "
                        + "| permessage-deflate; client_no_context_takeover; server_max_window_bits=15"
            })
    void refersToEarlierMessagesWhereTheClientLetsIt(String header, String response) {
        assertThat(DeflateOffer.accept(header, TAKEN_OVER)).isEqualTo(new DeflateOffer(response, 15, TAKEN_OVER));
    }

    @Test
    void refersToNoneWhereTheClientWantsThat() {
        assertThat(DeflateOffer.accept("permessage-deflate; server_no_context_takeover", TAKEN_OVER))
                .isEqualTo(new DeflateOffer(BASE, 15, FRESH));
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
        assertThat(DeflateOffer.accept(header, FRESH)).isNull();
        assertThat(DeflateOffer.accept(null, FRESH)).isNull();
    }
}
