import { aligned, bare, basisPoints, compare, difference, placesOf } from '../text/decimal.js';

/** The newest quote of each pair, which of them the page has not seen, and what was lost. Confined to the worker. */
export class QuoteBook {
  #entries = new Map();
  #changed = new Set(); // entries that are shown and not as they stand
  #shown = new Set(); // pairs that are in sight
  #instance = null;
  #simulated = false;
  received = 0;
  drops = 0; // that the gateway told of
  gaps = 0; // that it did not: never, if all is well
  missed = 0; // while there was no connection

  /** A subscription begins: of which gateway, and of which pairs. Says whether it is another gateway than before. */
  begin(instance, pairs) {
    const another = this.#instance !== null && this.#instance !== instance;
    this.#instance = instance;
    for (const pair of pairs) {
      const entry = this.#entries.get(pair) ?? { pair, quote: null, seq: 0, awaited: true, seen: null, places: 0 };
      entry.awaited = true; // its snapshot may come after any gap
      entry.seq = another ? 0 : entry.seq;
      this.#entries.set(pair, entry);
    }
    for (const pair of [...this.#entries.keys()]) {
      if (!pairs.includes(pair)) {
        this.#entries.delete(pair);
      }
    }
    return another;
  }

  take(quote) {
    const entry = this.#entries.get(quote.pair);
    if (entry === undefined) {
      return;
    }
    this.received += 1;
    this.#count(entry, quote);
    entry.quote = quote;
    entry.seq = quote.seq;
    this.#simulated = quote.simulated;
    if (this.#shown.has(quote.pair)) {
      this.#changed.add(entry);
    }
  }

  #count(entry, quote) {
    const between = entry.seq === 0 ? 0 : quote.seq - entry.seq - 1;
    if (entry.awaited) {
      this.missed += Math.max(0, between); // the snapshot itself may be one that was seen
      entry.awaited = false;
      return;
    }
    const told = quote.drops ?? 0;
    this.drops += told;
    this.gaps += Math.abs(between - told);
  }

  /** The page sees these pairs from now on. */
  show(pairs) {
    const before = this.#shown;
    this.#shown = new Set(pairs);
    for (const pair of pairs) {
      const entry = this.#entries.get(pair);
      if (!before.has(pair) && entry?.quote) {
        entry.seen = null; // nothing flashes that only came into sight
        this.#changed.add(entry);
      }
    }
  }

  get hasNews() {
    return this.#changed.size > 0;
  }

  get isSimulated() {
    return this.#simulated;
  }

  /** What the page has not seen of what is in sight. */
  news() {
    const rows = [];
    for (const entry of this.#changed) {
      if (this.#shown.has(entry.pair) && entry.quote !== null) {
        rows.push(row(entry));
      }
    }
    this.#changed.clear();
    return rows;
  }

  /** How many pairs each venue serves, and how many are stale. */
  served() {
    const venues = {};
    let stale = 0;
    for (const { quote } of this.#entries.values()) {
      if (quote?.stale) {
        stale += 1;
      } else if (quote) {
        venues[quote.venue] = (venues[quote.venue] ?? 0) + 1;
      }
    }
    return { venues, stale, pairs: this.#entries.size };
  }
}

/** As it is shown: all prices of a pair with as many digits behind the point, whichever venue they are from. */
function row(entry) {
  const { quote, seen } = entry;
  entry.seen = quote;
  const { bid, ask, last, bidSize, askSize } = quote;
  const both = bid !== null && ask !== null;
  entry.places = [bid, ask, last].reduce((most, price) => Math.max(most, price === null ? 0 : placesOf(price)), entry.places);
  const price = (exact) => (exact === null ? null : aligned(exact, entry.places));
  return {
    ...quote,
    bid: price(bid),
    ask: price(ask),
    last: price(last),
    bidSize: bidSize === null ? null : bare(bidSize),
    askSize: askSize === null ? null : bare(askSize),
    spread: both ? price(difference(ask, bid)) : null,
    points: both ? basisPoints(bid, ask) : null,
    bidMove: move(seen?.bid, quote.bid),
    askMove: move(seen?.ask, quote.ask),
    lastMove: move(seen?.last, quote.last),
  };
}

/** Below 0 down, above 0 up. */
function move(from, to) {
  return from == null || to == null ? 0 : compare(to, from);
}
