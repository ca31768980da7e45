package io.quotegate.service.quotes;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.CoinPrice;
import io.quotegate.api.Refusal;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteServiceTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT"));
    private final TopOfBook newest = new TopOfBook(instruments.count());
    private final QuoteService quotes = new QuoteService(instruments, newest, () -> "instance-1");
    private final QuoteFlyweight into = QuoteService.scratch();

    QuoteServiceTest() {
        QuoteFlyweight quote = QuoteService.scratch();
        quote.instrumentId(1).seq(9).venue(Venue.OKX).flags(false, false).receiveTimeNs(1);
        Decimal value = new Decimal();
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, value.clear());
        }
        value.parse("3462.10");
        newest.put(quote.value(QuoteLayout.LAST, value));
    }

    @Test
    void readsTheNewestQuoteOfAPair() {
        assertThat(value(quotes.quote("ETH-USDT", newest, into))).isSameAs(into);
        assertThat(into.seq()).isEqualTo(9);
        assertThat(refusal(quotes.quote("BTC-USDT", newest, into))).isEqualTo(Refusal.noQuoteYet("BTC-USDT"));
        assertThat(refusal(quotes.quote("BTC-EUR", newest, into)))
                .isEqualTo(Refusal.unknownPair("BTC-EUR", quotes.instruments()));
    }

    @Test
    void knowsPairsByTheirNamesAndAllOfThemByAStar() {
        assertThat(value(quotes.ids(List.of("SOL-USDT", "BTC-USDT", "SOL-USDT"))).stream())
                .containsExactly(0, 2);
        assertThat(value(quotes.ids(List.of("BTC-USDT", "*"))).stream()).containsExactly(0, 1, 2);
        assertThat(value(quotes.ids(List.of("btcusdt", "Sol/Usdt"))).stream()).containsExactly(0, 2);
        assertThat(value(quotes.ids(List.of())).isEmpty()).isTrue();
        assertThat(refusal(quotes.ids(List.of("*", "X-Y", "Z"))))
                .isEqualTo(Refusal.unknownPair("X-Y", quotes.instruments()));
        assertThat(refusal(quotes.ids(List.of("")))).isEqualTo(Refusal.NO_PAIR);
        assertThat(refusal(quotes.quote("", newest, QuoteService.scratch()))).isEqualTo(Refusal.NO_PAIR);
        assertThat(quotes.pairs(value(quotes.ids(List.of("ETH-USDT"))))).containsExactly(quotes.find("ETH-USDT"));
    }

    @Test
    void tellsTheLastPricesOfCoins() {
        assertThat(quotes.coinPrices(newest)).hasSize(10).contains(new CoinPrice("Tether", "USDT", "1"));
        assertThat(quotes.coinPrice("eth", newest)).isEqualTo(new CoinPrice("Ethereum", "ETH", "3462.10"));
        assertThat(quotes.coinPrice("BTC", newest)).isEqualTo(new CoinPrice("Bitcoin", "BTC", null));
        assertThat(quotes.coinPrice("XYZ", newest)).isNull();
        assertThat(quotes.coinPrice("Ethereum", newest)).isEqualTo(new CoinPrice("Ethereum", "ETH", "3462.10"));
        assertThat(quotes.coinPrice("usd coin", newest)).isEqualTo(new CoinPrice("USD Coin", "USDC", null));
    }
}
