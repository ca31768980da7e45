import { count } from '../text/words.js';
import { byId, element, say } from './dom.js';

const NONE = '–';

/** The order book of the pair that was chosen: bids and asks side by side, the best on top, how much is there behind each size. */
export class DepthPanel {
  #link;
  #panel = byId('book');
  #rows = [];
  #pair = null;
  #stale = false;

  constructor(link) {
    this.#link = link;
    link.on('depth', (book) => this.#paint(book));
    link.on('kept:depth', ({ event, message }) => event === 'error' && say(byId('book-text'), message));
    link.on('state', ({ state }) => this.#panel.classList.toggle('cut', state !== 'open'));
    byId('book-levels').addEventListener('change', () => this.#ask());
  }

  show(pair) {
    if (pair === this.#pair) {
      return;
    }
    if (this.#pair !== null) {
      this.#link.send({ op: 'unsubscribe', channel: 'books', pairs: [this.#pair] });
    }
    this.#pair = pair;
    say(byId('book-title'), `Order book ${pair}`);
    say(byId('book-text'), 'no order book yet');
    this.#ask();
  }

  #ask() {
    const levels = Number(byId('book-levels').value);
    this.#rows = Array.from({ length: levels }, () => new Row());
    byId('book-rows').replaceChildren(...this.#rows.map(({ row }) => row));
    this.#link.showDepth(this.#pair, levels);
  }

  #paint(book) {
    if (book.pair !== this.#pair) {
      return; // told while another one was chosen
    }
    this.#rows.forEach((row, i) => row.paint(book.bids[i], book.asks[i]));
    this.#panel.classList.toggle('stale', book.stale);
    const spread = book.spread === null ? NONE : `${book.spread} (${book.points ?? NONE} bp)`;
    const drops = book.drops === 0 ? '' : ` · ${count(book.drops)} skipped`;
    say(byId('book-text'), `${book.stale ? 'STALE · ' : ''}${book.venue} · spread ${spread} · #${book.seq}${drops}`);
    this.#tell(book.stale);
  }

  /** Says it once to those who do not see it. */
  #tell(stale) {
    if (stale !== this.#stale) {
      this.#stale = stale;
      say(byId('book-said'), `The order book of ${this.#pair} is ${stale ? 'stale' : 'up to date again'}`);
    }
  }
}

/** A bid and an ask, as good as each other. */
class Row {
  #bid = new Side('bid');
  #ask = new Side('ask');

  constructor() {
    this.row = element('tr', {}, this.#bid.size, this.#bid.price, this.#ask.price, this.#ask.size);
  }

  paint(bid, ask) {
    this.#bid.paint(bid);
    this.#ask.paint(ask);
  }
}

/** Two cells, which are painted only where they change. */
class Side {
  #share = 0;

  constructor(side) {
    this.price = element('td', { class: `price ${side}` });
    this.size = element('td', { class: `size ${side}` });
  }

  paint(level) {
    say(this.price, level?.price ?? '');
    say(this.size, level?.size ?? '');
    const share = level?.share ?? 0;
    if (share !== this.#share) {
      this.#share = share;
      this.size.style.setProperty('--share', `${share}%`);
    }
  }
}
