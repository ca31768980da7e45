package io.quotegate.service.conversion;

/**
 * One pair of a path, and which way it is used. Immutable: any thread.
 *
 * @param direction where the amount goes
 */
record PathStep(PricedPair pair, Direction direction) {
    /** Which way a pair is used. */
    enum Direction {
        /** The amount is in the pair's base: it is multiplied by the price. */
        BASE_TO_QUOTE,
        /** The amount is in the pair's quote: it is divided by the price. */
        QUOTE_TO_BASE;

        Direction reversed() {
            return this == BASE_TO_QUOTE ? QUOTE_TO_BASE : BASE_TO_QUOTE;
        }
    }

    /** The same pair, used the other way. */
    PathStep reversed() {
        return new PathStep(pair, direction.reversed());
    }
}
