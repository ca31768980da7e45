package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.RecordingMarket;
import io.quotegate.market.Instruments;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Fixtures;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxDecoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SHIB-USDT"));
    private static final Fixtures FIXTURES = new Fixtures("/fixtures/okx.txt");

    private final Recorder recorder = new Recorder();
    private final OkxDecoder decoder = new OkxDecoder(INSTRUMENTS, recorder, recorder);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ack | subscribed TICKERS 0",
                "ack-without-connection | subscribed BBO_TBT 1",
                "unsubscribed | unsubscribed TRADES 0",
                "error-invalid-request | error 60012 Invalid request: {\"op\": \"subscribe\", \"argss\":[]}",
                "error-integer-code | error 60014 Requests too frequent",
                "notice | notice 64008",
                "pong | pong",
                "ticker | ticker 0 50000.1 x 0.0025 time 1786613174873000 trade -1",
                "ticker-empty-side | ticker 1 2000.00 x null time 1786613174874000 trade -1",
                "bbo | top 0 50000.1 x 0.00001200 / 50000.20 x 1.5 time 1786613174875000 seq 378617009",
                "bbo-empty-side | top 0 null x null / 50000.2 x 1.5 time 1786613174876000 seq 378617010",
                "bbo-without-seq | top 1 2000.4 x 9 / 2000.5 x 10 time 1786613174877000 seq -1",
                "bbo-data-first | top 0 50000 x 1 / 50001 x 1 time 1786613174878000 seq 378617011",
                "bbo-tiny | top 2 0.000000000012 x 999999999999.99999 / 0.000000000013 x 1000000000000.00000000 time 1786613174879000 seq 5",
                "bbo-too-many-digits | unrepresentable; top 0 50000.1 x 1 / 50000.2 x null time 1786613174880000 seq 378617012",
                "bbo-spaced | top 0 50000.2 x 2 / 50000.3 x 1 time 1786613174881000 seq 378617013",
                "books | depth 0 all [50000.1 x 0.000012, 50000 x 1] / [50000.2 x 1.5] time 1786613174886000 seq -1 to 9",
                "trade | trade 0 1035599106 50000.1 x 0.0769 sell time 1786613174882000 count 10",
                "trade-of-2022 | trade 0 314161276 43474.1 x 0.00373695 buy time 1646311839593000 count 0",
                "trades-two | trade 1 1 2000 x 1 buy time 1786613174883000 count 1; trade 1 2 2001 x 2 sell time 1786613174884000 count 1"
            })
    void readsEachKindOfMessage(String fixture, String expected) {
        assertThat(decode(FIXTURES.get(fixture))).isTrue();
        assertThat(String.join("; ", recorder.heard)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel-conn-count", "unknown-instrument", "unknown-channel", "candle", "status"})
    void saysWhatItDoesNotKnow(String fixture) {
        assertThat(decode(FIXTURES.get(fixture))).isFalse();
        assertThat(recorder.heard).isEmpty();
    }

    @Test
    void namesTheInstrumentThatIsRefused() {
        decode(FIXTURES.get("error-unknown-instrument"));
        assertThat(recorder.heard)
                .singleElement()
                .asString()
                .startsWith("error 60018")
                .contains("instId:NOPE-USDT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "ping?",
                "{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"data\":{}}",
                "{\"event\":\"notice\"} trailing"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(text));
    }

    @Test
    void neverFailsInAnyOtherWayOnDamagedMessages() {
        long seed = 5;
        Random random = new Random(seed);
        List<String> messages = List.copyOf(FIXTURES.all().values());
        for (int round = 0; round < 100_000; round++) {
            byte[] text = messages.get(random.nextInt(messages.size())).getBytes(UTF_8);
            int to = random.nextInt(4) == 0 ? random.nextInt(text.length + 1) : text.length;
            for (int i = random.nextInt(4); i > 0 && to > 0; i--) {
                text[random.nextInt(to)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(text, 0, to);
            } catch (ProtocolException e) {
                assertThat(e.detail()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void readsBackWhatTheEncoderWrites() {
        TopUpdate top = new TopUpdate();
        top.bid.setUnscaled(1234567, 3);
        top.bidSize.setUnscaled(50, 2);
        top.exchangeTimeNs = 1_786_613_174_873_000_000L;
        top.venueSeq = 99;
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 17;
        trade.count = 3;
        trade.price.setUnscaled(1, 12);
        trade.size.setUnscaled(9_000_000_000_000L, 0);
        trade.takerBuys = true;
        trade.exchangeTimeNs = 1_786_613_174_874_000_000L;
        ByteWriter out = new ByteWriter(16);

        OkxEncoder.bestBidAsk(out, "ETH-USDT", top);
        decode(out.toString());
        OkxEncoder.trade(out.clear(), "SHIB-USDT", trade, 100);
        decode(out.toString());
        OkxEncoder.acknowledgement(out.clear(), "1", "subscribe", OkxRequest.Arg.of("bbo-tbt", "BTC-USDT"), "c0ffee00");
        decode(out.toString());
        OkxEncoder.error(out.clear(), null, "60018", "Wrong \"URL\"", "c0ffee00");
        decode(out.toString());
        OkxEncoder.serviceUpgradeNotice(out.clear(), "c0ffee00");
        decode(out.toString());

        assertThat(recorder.heard)
                .containsExactly(
                        "top 1 1234.567 x 0.50 / null x null time 1786613174873000 seq 99",
                        "trade 2 17 0.000000000001 x 9000000000000 buy time 1786613174874000 count 3",
                        "subscribed BBO_TBT 0",
                        "error 60018 Wrong \"URL\"",
                        "notice 64008");
    }

    @Test
    void readsRecordedMessages() {
        List<String> lines = Captures.lines("okx/ccxt_okx_2026-08.jsonl");
        lines.forEach(this::decode);
        assertThat(recorder.heard)
                .contains(
                        "ticker 0 63707.3 x 0.00164251 time 1786613174873000 trade -1",
                        "trade 0 1040968613 64040.2 x 0.00240857 buy time 1786538760218000 count 2",
                        "subscribed TICKERS 0");
        recorder.heard.clear();
        Captures.lines("okx/crypto-msg-parser_okx.jsonl").forEach(this::decode);
        assertThat(recorder.heard)
                .contains("top 0 31774.6 x 0.3392211 / 31774.7 x 0.14368878 time 1654032991947000 seq -1");
    }

    private boolean decode(String text) {
        byte[] bytes = ("~" + text + "~").getBytes(UTF_8);
        return decoder.decode(bytes, 1, bytes.length - 1);
    }

    private static final class Recorder extends RecordingMarket implements OkxListener {
        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {
            heard.add("subscribed " + channel + ' ' + instrumentId);
        }

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {
            heard.add("unsubscribed " + channel + ' ' + instrumentId);
        }

        @Override
        public void onError(String id, String code, String message) {
            heard.add("error " + code + ' ' + message);
        }

        @Override
        public void onNotice(String code, String message) {
            heard.add("notice " + code);
        }

        @Override
        public void onPong() {
            heard.add("pong");
        }
    }
}
