package io.quotegate.service.conversion;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import java.math.BigDecimal;

/** A configured pair, at the mid price of its newest quote. */
record QuotedPair(Instrument instrument) implements PricedPair {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    @Override
    public String base() {
        return instrument.base();
    }

    @Override
    public String quote() {
        return instrument.quote();
    }

    @Override
    public Outcome<PairPrice> price(MarketView view) {
        QuoteFlyweight newest = view.scratch();
        if (!view.quotes().read(instrument.id(), newest)) {
            return Outcome.refused(Refusal.noQuoteYet(instrument.symbol()));
        }
        BigDecimal bid = value(newest, QuoteLayout.BID);
        BigDecimal ask = value(newest, QuoteLayout.ASK);
        if (bid.signum() <= 0 || ask.signum() <= 0) {
            String missing = bid.signum() <= 0 ? "bid" : "ask";
            return Outcome.refused(new Refusal(ErrorCode.NO_DATA, instrument.symbol() + " has no " + missing + " now"));
        }
        if (newest.stale() && !view.allowStale()) {
            return Outcome.refused(new Refusal(
                    ErrorCode.STALE, "the quote of " + instrument.symbol() + " is stale (allow_stale takes it)"));
        }
        BigDecimal mid = bid.add(ask).multiply(HALF).stripTrailingZeros();
        long ageNs = view.nowNs() - newest.receiveTimeNs();
        return Outcome.of(
                new PairPrice(instrument.symbol(), mid, ageNs, newest.venue().wireName()));
    }

    /** The value, or 0 for an empty side, which is no price either. */
    private static BigDecimal value(QuoteFlyweight quote, int index) {
        BigDecimal value = Decimal.toBigDecimal(quote.mantissa(index), quote.format(index));
        return value == null ? BigDecimal.ZERO : value;
    }
}
