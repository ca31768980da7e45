import { age } from '../text/words.js';
import { rounded } from '../text/decimal.js';
import { element, say } from './dom.js';

const FLASH_MS = 600; // at most so often: what flashes more than three times a second makes people ill
const MOST_FLASHES = 12; // at a time; when everything changes, that something does says nothing
const CALM = matchMedia('(prefers-reduced-motion: reduce)');
const NONE = '–';

let flashes = 0;

/** Two lines of a cell whose size never follows what it says, so that a change of it moves nothing else. */
class Cell {
  #arrow = null; // only where one is shown
  #line = document.createTextNode('');
  #note = element('span', { class: 'sub' });
  #flashedMs = 0;

  constructor(classes) {
    this.box = element('div', { class: 'box' }, element('span', { class: 'line' }, this.#line), this.#note);
    this.cell = element('td', { class: classes }, this.box);
  }

  set(line, note = '') {
    if (this.#line.data !== line) {
      this.#line.data = line;
    }
    say(this.#note, note);
  }

  /** Shows for good that it went up, above 0, or down. */
  point(move) {
    if (move !== 0) {
      if (this.#arrow === null) {
        this.#arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' });
        this.#line.before(this.#arrow);
      }
      say(this.#arrow, move > 0 ? '▲ ' : '▼ ');
    }
  }

  /** Shows for a moment that it went up, above 0, or down. */
  flash(move) {
    const nowMs = performance.now();
    if (move === 0 || CALM.matches || flashes >= MOST_FLASHES || nowMs - this.#flashedMs < FLASH_MS) {
      return;
    }
    this.#flashedMs = nowMs;
    flashes += 1;
    const colour = `var(--${move > 0 ? 'up' : 'down'}-flash)`;
    const flash = this.box.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], {
      duration: FLASH_MS,
      easing: 'steps(6)',
    });
    flash.onfinish = flash.oncancel = () => {
      flashes -= 1;
    };
  }
}

/** One pair's row of the table. */
export class QuoteRow {
  #bid = new Cell('number sized');
  #ask = new Cell('number sized');
  #last = new Cell('number');
  #change = new Cell('number wide');
  #spread = new Cell('number wide');
  #venue = new Cell('wide');
  #age = new Cell('number wide');
  #narrow = element('span', { class: 'sub narrow' }, '\u00a0');
  #receivedMs = null;
  #venueText = '';
  #changeText = '';
  #quote = null;
  #percent = null;

  /** @param onSelect is called when somebody wants to see more of the pair */
  constructor(pair, onSelect) {
    this.pair = pair;
    const dash = pair.lastIndexOf('-');
    const name = [pair.slice(0, dash), element('span', { class: 'muted' }, pair.slice(dash))];
    this.button = element('button', { type: 'button', class: 'pair', 'aria-pressed': 'false' }, ...name);
    this.button.addEventListener('click', () => onSelect(pair));
    const head = element('th', { scope: 'row' }, element('div', { class: 'box' }, this.button, this.#narrow));
    const cells = [this.#bid, this.#ask, this.#last, this.#change, this.#spread, this.#venue, this.#age];
    this.row = element('tr', { class: 'empty away' }, head, ...cells.map(({ cell }) => cell));
    this.row.quoteRow = this;
    cells.forEach((cell) => cell.set(NONE));
  }

  get quote() {
    return this.#quote;
  }

  /** The change of a day in per cent, as it was told; null for none. */
  get percent() {
    return this.#percent;
  }

  /** Whether it is in sight, or nearly. */
  appear(inSight) {
    this.row.classList.toggle('away', !inSight);
  }

  select(selected) {
    this.button.setAttribute('aria-pressed', String(selected));
    this.row.classList.toggle('selected', selected);
  }

  paint(quote) {
    this.#quote = quote;
    this.#receivedMs = quote.receiveTime / 1000;
    this.#venueText = quote.stale ? 'stale' : quote.venue;
    this.#bid.set(quote.bid ?? NONE, quote.bidSize ?? '');
    this.#ask.set(quote.ask ?? NONE, quote.askSize ?? '');
    this.#last.set(quote.last ?? NONE, this.#changeText);
    this.#last.point(quote.lastMove);
    this.#spread.set(quote.spread ?? NONE, quote.points === null ? '' : `${quote.points} bp`);
    this.#venue.set(quote.venue, quote.stale ? 'stale' : '');
    this.#bid.flash(quote.bidMove);
    this.#ask.flash(quote.askMove);
    this.#last.flash(quote.lastMove);
    this.row.classList.remove('empty');
    this.row.classList.toggle('stale', quote.stale);
  }

  /** @param percent of a day, null if it is not known; @param note how much of the day is */
  paintChange(percent, note) {
    this.#percent = percent;
    const sign = percent !== null && !percent.startsWith('-') ? '+' : '';
    this.#changeText = percent === null ? '' : `${sign}${rounded(percent, 2)} %`;
    this.#change.set(this.#changeText || NONE, note);
    this.#change.cell.dataset.move = percent === null ? '' : percent.startsWith('-') ? 'down' : 'up';
    this.#last.set(this.#quote?.last ?? NONE, this.#changeText);
    this.#last.cell.dataset.move = this.#change.cell.dataset.move;
  }

  /** @param nowMs by the gateway's clock */
  paintAge(nowMs) {
    if (this.#receivedMs !== null) {
      const text = age(nowMs - this.#receivedMs);
      this.#age.set(text);
      say(this.#narrow, `${this.#venueText} · ${text}`);
    }
  }
}
