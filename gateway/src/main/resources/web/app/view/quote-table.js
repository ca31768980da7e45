import { compare } from '../text/decimal.js';
import { counted } from '../text/words.js';
import { byId, say } from './dom.js';
import { QuoteRow } from './quote-row.js';

const AGE_MS = 500;

/** All pairs and their quotes. Only rows in sight are painted; the others are as they should be when they come into it. */
export class QuoteTable {
  #link;
  #onSelect;
  #onSeen;
  #body = byId('quote-table').tBodies[0];
  #rows = new Map();
  #seen = new Set();
  #sight = new IntersectionObserver((changes) => this.#onSight(changes), {
    root: byId('quote-scroller'),
    rootMargin: '220px',
  });
  #aheadMs = 0;
  #selected = null;
  #sort = { by: null, down: false };

  /** @param onSelect hears of the pair to show more of; @param onSeen of pairs that came into sight */
  constructor(link, onSelect, onSeen) {
    this.#link = link;
    this.#onSelect = onSelect;
    this.#onSeen = onSeen;
    link.on('begun', ({ data }) => data.channel === 'quotes' && this.#setPairs(data.pairs));
    link.on('kept:quotes', ({ event, message }) => event === 'error' && say(byId('quote-count'), message));
    link.on('rows', (rows) => rows.forEach((quote) => this.#rows.get(quote.pair)?.paint(quote)));
    link.on('figures', ({ aheadMs }) => {
      this.#aheadMs = aheadMs;
    });
    link.on('state', ({ state }) => this.#body.classList.toggle('cut', state !== 'open'));
    byId('filter').addEventListener('input', () => this.#filter());
    for (const button of document.querySelectorAll('button.sort')) {
      button.addEventListener('click', () => this.#sortBy(button));
    }
    setInterval(() => document.hidden || requestAnimationFrame(() => this.#paintAges()), AGE_MS);
    this.#body.addEventListener('keydown', (event) => this.#onKey(event));
  }

  get selectedRow() {
    return this.#rows.get(this.#selected);
  }

  get seen() {
    return [...this.#seen];
  }

  /** @param percent of a day, null if it is not known */
  paintChange(pair, percent, note) {
    this.#rows.get(pair)?.paintChange(percent, note);
  }

  #setPairs(pairs) {
    if (pairs.length === this.#rows.size && pairs.every((pair) => this.#rows.has(pair))) {
      this.#link.show(this.seen);
      return;
    }
    this.#sight.disconnect();
    this.#seen.clear();
    const before = this.#rows;
    this.#rows = new Map(
      pairs.map((pair) => [pair, before.get(pair) ?? new QuoteRow(pair, (chosen) => this.select(chosen))]),
    );
    this.#body.replaceChildren(...[...this.#rows.values()].map(({ row }) => row));
    this.#rows.forEach(({ row }) => this.#sight.observe(row));
    this.#filter();
    this.select(this.#rows.has(this.#selected) ? this.#selected : pairs[0]);
  }

  select(pair) {
    this.#rows.get(this.#selected)?.select(false);
    this.#selected = pair;
    this.#rows.get(pair)?.select(true);
    this.#onSelect(pair);
  }

  #onSight(changes) {
    const before = this.#seen.size;
    const fresh = [];
    for (const { target, isIntersecting } of changes) {
      const { pair } = target.quoteRow;
      target.quoteRow.appear(isIntersecting);
      if (isIntersecting && !this.#seen.has(pair)) {
        fresh.push(pair);
        this.#seen.add(pair);
      } else if (!isIntersecting) {
        this.#seen.delete(pair);
      }
    }
    if (fresh.length > 0 || this.#seen.size !== before) {
      this.#link.show(this.seen);
      this.#onSeen(fresh);
    }
  }

  #paintAges() {
    const nowMs = Date.now() + this.#aheadMs;
    this.#seen.forEach((pair) => this.#rows.get(pair)?.paintAge(nowMs));
  }

  #filter() {
    const wanted = byId('filter').value.trim().toUpperCase().replaceAll(/[-/_ ]/g, '');
    let found = 0;
    for (const { pair, row } of this.#rows.values()) {
      row.hidden = !pair.replaceAll('-', '').includes(wanted);
      found += row.hidden ? 0 : 1;
    }
    const all = counted(this.#rows.size, 'pair');
    say(byId('quote-count'), found === this.#rows.size ? all : `${found} of ${all}`);
  }

  #sortBy(button) {
    const by = button.dataset.sort;
    this.#sort = { by, down: this.#sort.by === by ? !this.#sort.down : by === 'change' };
    for (const other of document.querySelectorAll('button.sort')) {
      const order = other === button ? (this.#sort.down ? 'descending' : 'ascending') : 'none';
      other.closest('th').setAttribute('aria-sort', order);
    }
    const rows = [...this.#rows.values()].sort(by === 'change' ? byChange : byPair);
    this.#body.append(...(this.#sort.down ? rows.reverse() : rows).map(({ row }) => row));
  }

  /** Arrows go from pair to pair. */
  #onKey(event) {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (step === undefined || !event.target.classList.contains('pair')) {
      return;
    }
    let row = event.target.closest('tr')[step];
    while (row?.hidden) {
      row = row[step];
    }
    if (row) {
      event.preventDefault();
      row.quoteRow.appear(true);
      row.quoteRow.button.focus();
    }
  }
}

const byPair = (a, b) => a.pair.localeCompare(b.pair, 'en');

function byChange(a, b) {
  if (a.percent === null || b.percent === null) {
    return (a.percent === null ? 0 : 1) - (b.percent === null ? 0 : 1);
  }
  return compare(a.percent, b.percent);
}
