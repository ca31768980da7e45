import { json } from '../http.js';
import { age } from '../text/words.js';
import { byId, element, say } from './dom.js';

const AGAIN_MS = 1_000;
const FIAT = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'MAD'];

/** Converts an amount as it is typed, and again every second at the price that then is. */
export class Converter {
  #link;
  #form = byId('converter');
  #asking = false;
  #typed = true; // since the last answer

  constructor(link) {
    this.#link = link;
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('input', () => this.#onTyped());
    this.#form.querySelector('.swap').addEventListener('click', () => this.#swap());
    link.on('begun', ({ data }) => {
      if (data.channel === 'quotes') {
        this.#listCurrencies();
        this.#convert();
      }
    });
    setInterval(() => document.hidden || this.#convert(), AGAIN_MS);
  }

  async #listCurrencies() {
    const { pairs } = await json('/v1/pairs').catch(() => ({ pairs: [] }));
    const currencies = new Set([...pairs.flatMap(({ base, quote }) => [base, quote]), ...FIAT]);
    byId('currencies').replaceChildren(...[...currencies].sort().map((value) => element('option', { value })));
  }

  #swap() {
    const { from, to } = this.#form.elements;
    [from.value, to.value] = [to.value, from.value];
    this.#onTyped();
  }

  #onTyped() {
    this.#typed = true;
    this.#convert();
  }

  async #convert() {
    const { amount, from, to } = this.#form.elements;
    if (this.#asking || !this.#form.checkValidity()) {
      return;
    }
    this.#asking = true;
    const asked = [amount.value, from.value, to.value].join(' ');
    const typed = this.#typed;
    this.#typed = false;
    try {
      const { data } = await this.#link.ask({
        op: 'convert',
        amount: amount.value.trim().replace(',', '.'),
        from: from.value.trim().toUpperCase(),
        to: to.value.trim().toUpperCase(),
      });
      this.#paint(data, typed);
    } catch (refusal) {
      this.#paintRefusal(refusal, typed);
    }
    this.#asking = false;
    if ([amount.value, from.value, to.value].join(' ') !== asked) {
      this.#convert();
    }
  }

  #paint({ amount, from, to, result, rates }, typed) {
    say(byId('converted'), `${result} ${to}`);
    const by = rates.map(({ pair, rate, source, ageMs }) => `${pair} ${rate} (${source}, ${age(ageMs)})`).join(' · ');
    say(byId('converted-by'), by === '' ? 'the same currency' : by);
    this.#announce(typed, `${amount} ${from} are ${result} ${to}`);
  }

  #paintRefusal({ message, code }, typed) {
    say(byId('converted'), '–');
    say(byId('converted-by'), code === 'stale' ? `stale: ${message}` : message);
    this.#announce(typed, message);
  }

  /** What somebody asked for is said to who hears the page; what only moved since is not. */
  #announce(typed, text) {
    if (typed) {
      say(byId('converted-said'), text);
    }
  }
}
