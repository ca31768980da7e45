import { aligned, bare, basisPoints, compare, decimalOf, difference, placesOf } from '../text/decimal.js';

/** The book of the pair that is shown, as its messages make it, and whether the page has seen it. Confined to the worker. */
export class Depth {
  #pair = null;
  #levels = 0;
  #bids = []; // [price, size], the best first
  #asks = [];
  #newest = null; // message
  #awaited = true; // a snapshot, without which nothing is known
  #changed = false;
  #places = 0;
  #drops = 0;

  /** From now on it is that of `pair`, so many levels deep. */
  show(pair, levels) {
    this.#places = pair === this.#pair ? this.#places : 0;
    this.#pair = pair;
    this.#levels = levels;
    this.#newest = null;
    this.#awaited = true;
    this.#changed = false;
    this.#drops = 0;
  }

  /** Whether it follows what is known; if not, a snapshot has to be asked for. */
  take(message) {
    const isSnapshot = message.type === 'snapshot';
    if (message.pair !== this.#pair || (isSnapshot ? message.depth !== this.#levels : this.#awaited)) {
      return true; // of what was shown before, or of what is not known any more
    }
    if (!isSnapshot && message.prevSeq !== this.#newest.seq) {
      this.#awaited = true;
      this.#changed = true; // to be stale
      return false;
    }
    if (isSnapshot) {
      this.#bids = [];
      this.#asks = [];
    }
    message.bids.forEach(([price, size]) => put(this.#bids, -1, price, size));
    message.asks.forEach(([price, size]) => put(this.#asks, 1, price, size));
    this.#newest = message;
    this.#awaited = false;
    this.#changed = true;
    this.#drops += message.drops ?? 0;
    return true;
  }

  get hasNews() {
    return this.#changed;
  }

  /** The book as it is shown: all prices with as many digits behind the point, and of each size how much is there from the best on. */
  news() {
    this.#changed = false;
    const { venue, seq, stale } = this.#newest;
    this.#places = [...this.#bids, ...this.#asks].reduce((most, [price]) => Math.max(most, placesOf(price)), this.#places);
    const [bids, asks] = [totals(this.#bids), totals(this.#asks)];
    const most = [...bids, ...asks].reduce((deepest, total) => (total > deepest ? total : deepest), 1n);
    const rows = (side, sums) => side.map(([price, size], i) => this.#row(price, size, Number((sums[i] * 1000n) / most) / 10));
    const [bid, ask] = [this.#bids[0]?.[0], this.#asks[0]?.[0]];
    const both = bid !== undefined && ask !== undefined;
    return {
      pair: this.#pair,
      venue,
      seq,
      stale: stale || this.#awaited,
      drops: this.#drops,
      bids: rows(this.#bids, bids),
      asks: rows(this.#asks, asks),
      spread: both ? aligned(difference(ask, bid), this.#places) : null,
      points: both ? basisPoints(bid, ask) : null,
    };
  }

  #row(price, size, share) {
    return { price: aligned(price, this.#places), size: bare(size), share };
  }
}

/** Has `side`, whose prices rise or, where `order` is below 0, fall, have `size` at `price`; of 0 nothing is left. */
function put(side, order, price, size) {
  let [low, high] = [0, side.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(side[middle][0], price) * order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const isThere = low < side.length && compare(side[low][0], price) === 0;
  if (compare(size, '0') === 0) {
    side.splice(low, isThere ? 1 : 0);
  } else {
    side.splice(low, isThere ? 1 : 0, [price, size]);
  }
}

const SCALE = 18; // that of every size of any venue, at most

/** What there is from the best level on, down to each. */
function totals(side) {
  let total = 0n;
  return side.map(([, size]) => {
    const { mantissa, scale } = decimalOf(size);
    total += mantissa * 10n ** BigInt(SCALE - scale);
    return total;
  });
}
