import { json } from '../http.js';
import { age, clock, count, counted } from '../text/words.js';
import { byId, element, figures, logFirst, say } from './dom.js';

const LOOK_MS = 2_000;
const KEPT = 100;
const TOGETHER_US = 2_000_000; // what befalls many pairs within this is one line

const STATES = {
  live: 'live',
  stale: 'stale: nothing comes',
  connecting: 'connecting',
  backing_off: 'gone: tried again soon',
  disabled: 'off',
};
const TYPES = {
  'venue-up': ({ venue }) => `${venue} is up`,
  'venue-down': ({ venue }) => `${venue} is down`,
  switch: ({ venue }, what) => `${what} served from ${venue}`,
  gap: ({ venue }, what) => `${what}: a gap on ${venue}`,
  recovered: ({ venue }, what) => `${what}: recovered on ${venue}`,
};

/** How both venues are, and what happened to them, as it happens. */
export class Venues {
  #cards = new Map();
  #served = { venues: {}, pairs: 0 };
  #venues = []; // as they were told last
  #connected = false;
  #newest = null; // the line that happened last

  constructor(link) {
    link.keep('status', { op: 'subscribe', channel: 'status' });
    link.on('status', (event) => {
      this.#onEvent(event);
      this.#look();
    });
    link.on('figures', ({ served }) => {
      this.#served = served;
      this.#paint();
    });
    link.on('state', ({ state }) => {
      this.#connected = state === 'open';
      this.#paint();
    });
    setInterval(() => document.hidden || this.#look(), LOOK_MS);
    this.#look();
  }

  async #look() {
    const { venues } = await json('/v1/venues').catch(() => ({ venues: this.#venues }));
    this.#venues = venues;
    this.#paint();
  }

  #paint() {
    this.#venues.forEach((venue) => this.#paintOne(venue));
  }

  #card(name) {
    const known = this.#cards.get(name);
    if (known !== undefined) {
      return known;
    }
    const state = element('span', { class: 'text' });
    const list = element('dl', { class: 'figures' });
    const head = element('h3', {}, element('span', { class: 'dot', 'aria-hidden': 'true' }), name, ' ', state);
    const card = element('li', {}, head, list);
    byId('venue-list').append(card);
    this.#cards.set(name, { card, state, list });
    return this.#cards.get(name);
  }

  #paintOne(venue) {
    const { card, state, list } = this.#card(venue.venue);
    const { venues, pairs } = this.#served;
    card.dataset.state = this.#connected ? venue.state : 'unknown';
    say(state, this.#connected ? (STATES[venue.state] ?? venue.state) : 'not known');
    figures(list, [
      ['Serves', pairs === 0 ? '–' : `${count(venues[venue.venue] ?? 0)} of ${count(pairs)}`],
      ['Last message', venue.lastMessageAgeMs === null ? '–' : age(venue.lastMessageAgeMs)],
      ['Preference', venue.preferred === null ? '–' : String(venue.preferred + 1)],
      ['Connects', count(venue.connects)],
      ['Switches away', count(venue.switchesAway)],
      ['Gaps', count(venue.gaps)],
    ]);
  }

  #onEvent(event) {
    const { type, venue, reason, pair, time } = event;
    const key = [type, venue, reason].join(' ');
    if (this.#newest?.key === key && pair !== null && time - this.#newest.time < TOGETHER_US) {
      this.#newest.pairs.add(pair);
    } else {
      const text = element('span');
      const what = element('li', { class: type }, element('time', {}, clock(time)), ' ', text);
      this.#newest = { key, time, text, pairs: new Set(pair === null ? [] : [pair]) };
      logFirst(byId('venue-log'), what, KEPT);
    }
    const { pairs, text } = this.#newest;
    const what = pairs.size === 1 ? [...pairs][0] : counted(pairs.size, 'pair');
    say(text, `${(TYPES[type] ?? (() => `${type} ${venue}`))(event, what)} (${reason.replaceAll('_', ' ')})`);
  }
}
