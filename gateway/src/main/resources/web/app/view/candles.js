import { bare, shortened } from '../text/decimal.js';
import { clock, shortClock } from '../text/words.js';
import { byId, element, say } from './dom.js';
import { Chart } from './chart.js';

const LIMIT = 120;
const LISTED = 20;

/** The candles of the pair that was chosen, the live one among them, as a picture, as text and as a table. */
export class Candles {
  #link;
  #chart = new Chart((candle) => this.#point(candle));
  #pair = null;
  #candles = [];
  #pointed = undefined;
  #asking = false;

  constructor(link) {
    this.#link = link;
    link.on('candles', (candle) => candle.pair === this.#pair && this.#onCandle(candle));
    link.on('begun', ({ data }) => data.channel === 'candles' && this.#load());
    link.on('rows', () => this.#chart.load()); // quotes are seen first
    byId('interval').addEventListener('change', () => this.#load());
  }

  get #interval() {
    return byId('interval').querySelector('input:checked').value;
  }

  show(pair) {
    if (this.#pair !== null && this.#pair !== pair) {
      this.#link.send({ op: 'unsubscribe', channel: 'candles', pairs: [this.#pair] });
    }
    this.#pair = pair;
    say(byId('chart-title'), pair);
    this.#link.keep('candles', { op: 'subscribe', channel: 'candles', pairs: [pair] });
  }

  async #load() {
    const [pair, interval] = [this.#pair, this.#interval];
    const candles = await this.#ask(LIMIT).catch(() => null);
    if (candles !== null && pair === this.#pair && interval === this.#interval) {
      this.#candles = candles;
      this.#paint();
    }
  }

  async #ask(limit) {
    const { data } = await this.#link.ask({ op: 'candles', pair: this.#pair, interval: this.#interval, limit });
    return data.candles;
  }

  /** Minutes are pushed; longer candles are asked for when a minute of them has changed. */
  async #onCandle(candle) {
    if (this.#interval === candle.interval) {
      this.#merge([candle]);
    } else if (!this.#asking) {
      const [pair, interval] = [this.#pair, this.#interval];
      this.#asking = true;
      const newest = await this.#ask(2).catch(() => []);
      this.#asking = false;
      if (pair === this.#pair && interval === this.#interval) {
        this.#merge(newest);
      }
    }
  }

  #merge(newest) {
    for (const candle of newest) {
      const at = this.#candles.findIndex(({ openTime }) => openTime >= candle.openTime);
      if (at < 0) {
        this.#candles.push(candle);
      } else if (this.#candles[at].openTime === candle.openTime) {
        this.#candles[at] = candle;
      }
    }
    this.#candles = this.#candles.slice(-LIMIT);
    this.#paint();
  }

  #point(candle) {
    this.#pointed = candle;
    this.#paintText();
  }

  #paint() {
    if (this.#candles.length === 0) {
      say(byId('candle-text'), 'no candle yet');
      return;
    }
    this.#chart.show(this.#candles);
    this.#paintText();
    const listed = this.#candles.slice(-LISTED).reverse();
    byId('candle-rows').replaceChildren(...listed.map(row));
  }

  #paintText() {
    const candle = this.#pointed ?? this.#candles.at(-1);
    if (candle) {
      const live = candle === this.#candles.at(-1) && !candle.complete ? ' live' : '';
      const volume = candle.volume === null ? '–' : shortened(candle.volume, 6);
      const text = `${shortClock(candle.openTime)}${live}  O\u00a0${bare(candle.open)}  H\u00a0${bare(candle.high)}  L\u00a0${bare(candle.low)}  C\u00a0${bare(candle.close)}  V\u00a0${volume}`;
      say(byId('candle-text'), text);
      byId('candles').setAttribute('aria-label', `Candles of ${this.#interval} of ${this.#pair}. The newest: ${text}`);
    }
  }
}

function row({ openTime, open, high, low, close, volume }) {
  const number = (text) => element('td', { class: 'number' }, text === null ? '–' : bare(text));
  return element('tr', {}, element('td', {}, clock(openTime)), ...[open, high, low, close, volume].map(number));
}
