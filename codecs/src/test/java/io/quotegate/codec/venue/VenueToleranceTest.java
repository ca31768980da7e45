package io.quotegate.codec.venue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.RecordingMarket;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.market.Instruments;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one venue's decoder puts up with, the other's does too. */
class VenueToleranceTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'1.5' | '2' | '1.6' | '3' | 7 | '1786613174873' | top 0 1.5 x 2 / 1.6 x 3 time 1786613174873000 seq 7",
                "1.5 | 2 | 1.6 | 3 | '7' | 1786613174873 | top 0 1.5 x 2 / 1.6 x 3 time 1786613174873000 seq 7",
                "'1.5' | '2' | '1.6' | '3' | 7 | '1786613174873123' | top 0 1.5 x 2 / 1.6 x 3 time 1786613174873123 seq 7",
                "'1.5' | '2' | '1.6' | '3' | 7 | '1786613174873123456' | top 0 1.5 x 2 / 1.6 x 3 time 1786613174873123 seq 7",
                "'1.5' | '2' | '1.6' | '3' | 7 | '9999999999999999999' | unusable; top 0 1.5 x 2 / 1.6 x 3 time 0 seq 7",
                "'1.5' | '2' | '1.6' | '3' | 7 | '' | top 0 1.5 x 2 / 1.6 x 3 time 0 seq 7",
                "'1.5' | '2' | '1.6' | '3' | 'x' | 'soon' | unusable; unusable; top 0 1.5 x 2 / 1.6 x 3 time 0 seq -1",
                "'1.2e-7' | '3E+5' | '1.3e-7' | '3e5' | 8 | 1 | top 0 0.00000012 x 300000 / 0.00000013 x 300000 time 1000 seq 8",
                "1.20e1 | 0.50 | 123.456e2 | 1 | 8 | 1 | top 0 12.0 x 0.50 / 12345.6 x 1 time 1000 seq 8",
                "'1e' | '2' | '1.6' | '3' | 7 | 1 | unusable; top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "'1' | '2' | '1e99' | '3' | 7 | 1 | unrepresentable; top 0 1 x 2 / null x null time 1000 seq 7",
                "'one' | '2' | '1.6' | '3' | 7 | 1 | unusable; top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "'1.5' | 'much' | '1.6' | '3' | 7 | 1 | unusable; top 0 1.5 x null / 1.6 x 3 time 1000 seq 7",
                "{} | '2' | '1.6' | '3' | 7 | 1 | top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "null | null | '1.6' | '3' | 7 | 1 | top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "'1.5' | '0' | '1.6' | '3' | 7 | 1 | unusable; top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "'0' | '5' | '1.6' | '3' | 7 | 1 | unusable; top 0 null x null / 1.6 x 3 time 1000 seq 7",
                "'1.5' | '0' | '1.6' | '0' | 9 | 1 | unusable; unusable; unusable",
                "'' | '' | '' | '' | 9 | 1 | unusable"
            })
    void readsWhatCanBeReadOfAQuote(
            String bid, String bidSize, String ask, String askSize, String number, String time, String expected) {
        String okx = ("{'arg':{'channel':'bbo-tbt','instId':'BTC-USDT'},'data':[{'asks':[[%s,%s,'0','1']],"
                        + "'bids':[[%s,%s,'0','1'],['0.1','1']],'ts':%s,'seqId':%s}]}")
                .formatted(ask, askSize, bid, bidSize, time, number);
        String binance = "{'u':%s,'s':'BTCUSDT','b':%s,'B':%s,'a':%s,'A':%s,'T':%s}"
                .formatted(number, bid, bidSize, ask, askSize, time);
        assertThat(sorted(ofOkx(okx))).isEqualTo(expected);
        assertThat(sorted(ofBinance(binance))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'77' | '1.7' | '1' | '1786613174873' | trade 0 77 1.7 x 1 buy time 1786613174873000 count 1",
                "77 | 1.7 | 1 | 1786613174873 | trade 0 77 1.7 x 1 buy time 1786613174873000 count 1",
                "'' | '1.7' | '1' | '' | trade 0 -1 1.7 x 1 buy time 0 count 1",
                "null | '1.7' | '1' | null | trade 0 -1 1.7 x 1 buy time 0 count 1",
                "{} | '1.7' | '1' | [1] | trade 0 -1 1.7 x 1 buy time 0 count 1",
                "'abc' | '1.7' | '1' | 'soon' | unusable; unusable; trade 0 -1 1.7 x 1 buy time 0 count 1",
                "'77' | '17e-1' | '1E3' | '1786613174873' | trade 0 77 1.7 x 1000 buy time 1786613174873000 count 1",
                "'77' | '0.00000000' | '0.00000000' | '1' | unusable; trade 0 77 null x null buy time 1000 count 1",
                "'77' | '-1' | '1' | '1' | unusable; trade 0 77 null x null buy time 1000 count 1",
                "'77' | '' | '1' | '1' | trade 0 77 null x 1 buy time 1000 count 1"
            })
    void readsWhatCanBeReadOfATrade(String id, String price, String size, String time, String expected) {
        String okx =
                ("{'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT','tradeId':%s,'px':%s,"
                                + "'sz':%s,'side':'buy','ts':%s,'count':'1'}]}")
                        .formatted(id, price, size, time);
        String binance =
                "{'e':'trade','s':'BTCUSDT','t':%s,'p':%s,'q':%s,'T':%s,'m':false}".formatted(id, price, size, time);
        assertThat(sorted(ofOkx(okx))).isEqualTo(expected);
        assertThat(sorted(ofBinance(binance))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'5' | '2' | '1786613174873' | ticker 0 5 x 2 time 1786613174873000 trade -1",
                "5 | 2 | 1786613174873 | ticker 0 5 x 2 time 1786613174873000 trade -1",
                "'5' | '' | '' | ticker 0 5 x null time 0 trade -1",
                "'0.00000000' | '0.00000000' | '1' | unusable; ticker 0 null x null time 1000 trade -1",
                "'five' | '2' | '1' | unusable; ticker 0 null x 2 time 1000 trade -1",
                "{} | '2' | '1' | ticker 0 null x 2 time 1000 trade -1"
            })
    void readsWhatCanBeReadOfATicker(String last, String size, String time, String expected) {
        String okx = "{'arg':{'channel':'tickers','instId':'BTC-USDT'},'data':[{'last':%s,'lastSz':%s,'ts':%s}]}"
                .formatted(last, size, time);
        String binance = "{'e':'24hrTicker','s':'BTCUSDT','c':%s,'Q':%s,'E':%s}".formatted(last, size, time);
        assertThat(ofOkx(okx)).isEqualTo(expected);
        assertThat(ofBinance(binance)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'\\u0061rg':{'ch\\u0061nnel':'bbo-tbt','inst\\u0049d':'BTC-USDT'},'d\\u0061ta':[{'\\u0061sks':[['2','1']],'b\\u0069ds':[['1','1']],'\\u0074s':'1','seq\\u0049d':99}]}",
                "{'arg':{'channel':'bbo-tbt','instId':'BTC-USDT'},'\\u0000data':1,'data':[{'asks':[['2','1']],'bids':[['1','1']],'\\bids':[['7','7']],'ts':'1','seqId':99}]}"
            })
    void readsEscapedNamesAndNoOthers(String okx) {
        assertThat(ofOkx(okx)).isEqualTo("top 0 1 x 1 / 2 x 1 time 1000 seq 99");
        assertThat(
                        ofBinance(
                                "{'\\u0075':99,'\\u0073':'BTCUSDT','\\u0062':'1','B':'1','\\u0061':'2','\\u0041':'1','\\b':'7','T':1}"))
                .isEqualTo("top 0 1 x 1 / 2 x 1 time 1000 seq 99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | [['2','1']] | top 0 null x null / 2 x 1 time 1000 seq -1",
                "'' | [['2','1']] | top 0 null x null / 2 x 1 time 1000 seq -1",
                "[{}] | [['2','1']] | top 0 null x null / 2 x 1 time 1000 seq -1",
                "[] | [] | unusable",
                "[[]] | [] | unusable",
                "[['1',{}]] | [] | top 0 1 x null / null x null time 1000 seq -1"
            })
    void readsOkxSidesThatAreNone(String bids, String asks, String expected) {
        assertThat(ofOkx("{'arg':{'channel':'bbo-tbt','instId':'BTC-USDT'},'data':[{'asks':%s,'bids':%s,'ts':1}]}"
                        .formatted(asks, bids)))
                .isEqualTo(expected);
    }

    /** What a decoder counts comes in the order of a message's members, which venues differ in. */
    private static String sorted(String heard) {
        return String.join(
                "; ",
                List.of(heard.split("; ")).stream()
                        .sorted((a, b) -> Boolean.compare(b.equals("unusable"), a.equals("unusable")))
                        .toList());
    }

    private static String ofOkx(String message) {
        OkxRecorder recorder = new OkxRecorder();
        return read(new OkxDecoder(INSTRUMENTS, recorder, recorder), message, recorder);
    }

    private static String ofBinance(String message) {
        BinanceRecorder recorder = new BinanceRecorder();
        return read(new BinanceDecoder(INSTRUMENTS, recorder, recorder), message, recorder);
    }

    private static String read(VenueDecoder decoder, String message, RecordingMarket recorder) {
        byte[] bytes = message.replace('\'', '"').getBytes(UTF_8);
        assertThat(decoder.decode(bytes, 0, bytes.length)).isTrue();
        return String.join("; ", recorder.heard);
    }

    private static final class OkxRecorder extends RecordingMarket implements OkxListener {
        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onError(String id, String code, String message) {}

        @Override
        public void onNotice(String code, String message) {}

        @Override
        public void onPong() {}
    }

    private static final class BinanceRecorder extends RecordingMarket implements BinanceListener {
        @Override
        public void onResult(long id) {}

        @Override
        public void onError(long id, long code, String message) {}

        @Override
        public void onServerShutdown() {}
    }
}
