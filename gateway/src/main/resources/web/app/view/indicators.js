import { rounded, shortened } from '../text/decimal.js';
import { clock, counted } from '../text/words.js';
import { byId, figures, say } from './dom.js';

const AGAIN_MS = 15_000;
const NAMES = [
  ['return', 'Return', (value) => `${rounded(value, 3)} %`],
  ['vwap', 'VWAP', (value) => shortened(value, 10)],
  ['twap', 'TWAP', (value) => shortened(value, 10)],
  ['moneyFlow', 'Money flow', (value) => shortened(value, 5)],
  ['moneyFlowTemporal', 'Money flow, temporal', (value) => shortened(value, 5)],
  ['moneyFlowIndex', 'Money flow index', (value) => shortened(value, 5)],
];

/** The figures of the pair that was chosen, over a window. */
export class Indicators {
  #link;
  #pair = null;

  constructor(link) {
    this.#link = link;
    byId('window').addEventListener('change', () => this.#load());
    setInterval(() => document.hidden || this.#load(), AGAIN_MS);
    link.on('candles', ({ complete, pair }) => complete && pair === this.#pair && this.#load());
  }

  show(pair) {
    this.#pair = pair;
    say(byId('indicators-title'), `Indicators of ${pair}`);
    this.#load();
  }

  async #load() {
    if (this.#pair === null) {
      return;
    }
    const [pair, window] = [this.#pair, byId('window').value];
    try {
      const { data } = await this.#link.ask({ op: 'indicators', pair, window });
      if (pair === this.#pair && window === byId('window').value) {
        this.#paint(data);
      }
    } catch (refusal) {
      say(byId('indicator-note'), refusal.message);
    }
  }

  #paint({ values, reasons, samples, to }) {
    figures(
      byId('indicator-values'),
      NAMES.map(([key, name, text]) => [name, values[key] === null ? '–' : text(values[key]), values[key] ?? reasons[key]]),
    );
    const why = Object.values(reasons)[0];
    const of = `${counted(samples.trades, 'trade')} in ${counted(samples.minutes, 'minute')}, up to ${clock(to)}`;
    say(byId('indicator-note'), why && samples.trades === 0 ? why : of);
  }
}
