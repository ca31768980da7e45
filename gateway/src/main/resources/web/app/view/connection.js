import { json, request } from '../http.js';
import { age, clock, count, counted } from '../text/words.js';
import { byId, element, figures, logFirst, say } from './dom.js';

const KEPT = 50;
const WORDS = {
  '': 'the connection broke',
  silent: 'nothing came for a while',
  server_shutdown: 'the gateway is stopping',
  slow_consumer: 'this page was too slow',
  internal_error: 'the gateway failed',
};

/** How the page is connected, what was lost, and what is done about it. */
export class ConnectionPanel {
  #link;
  #state = { state: 'connecting', attempt: 0 };
  #figures = null;
  #info = null;
  #lostMs = null;
  #lives = 0;
  #ticking = 0;

  constructor(link) {
    this.#link = link;
    link.on('state', (state) => this.#onState(state));
    link.on('begun', (begun) => begun.data.channel === 'quotes' && this.#onBegun(begun));
    link.on('figures', (latest) => {
      this.#figures = latest;
      byId('simulated').hidden = !latest.simulated;
      this.#paint();
    });
    byId('try-now').addEventListener('click', () => link.connect());
    this.#paint();
  }

  #onState(state) {
    this.#state = state;
    document.body.dataset.link = state.state;
    if (state.state === 'waiting') {
      if (this.#lostMs === null) {
        this.#lostMs = Date.now();
        this.#log(`lost: ${this.#why()}`);
      }
      this.#tick();
    }
    if (state.state === 'open') {
      this.#lives += 1;
      this.#loadInfo();
    }
    this.#paintState();
    this.#paint();
  }

  #why() {
    return WORDS[this.#state.reason] ?? this.#state.reason.replaceAll('_', ' ');
  }

  /** Only now it is known whether it is the same gateway, and what was missed. */
  #onBegun({ another }) {
    const forMs = this.#lostMs === null ? null : Date.now() - this.#lostMs;
    this.#lostMs = null;
    if (forMs === null) {
      this.#log('connected');
    } else {
      this.#log(`connected again after ${age(forMs)}${another ? '; the gateway was started anew' : '; it goes on with the newest of what was missed'}`);
    }
    this.#paintState();
  }

  async #loadInfo() {
    try {
      const answer = await request('/v1/info');
      const date = Date.parse(answer.headers.get('Date') ?? '');
      if (!Number.isNaN(date)) {
        this.#link.tellTime(date);
      }
      this.#info = await answer.json();
      this.#paint();
    } catch {
      // the next connection asks again
    }
  }

  #log(text) {
    const line = element('li', {}, element('time', {}, clock(Date.now() * 1000)), ' ', text);
    logFirst(byId('connection-log'), line, KEPT);
  }

  /** Counts down while it waits. */
  #tick() {
    clearTimeout(this.#ticking);
    if (this.#state.state === 'waiting') {
      this.#paintState();
      this.#ticking = setTimeout(() => this.#tick(), 1_000);
    }
  }

  #paintState() {
    const { state } = this.#state;
    const pill = byId('link-state');
    pill.dataset.state = state;
    const words = { open: 'Live', connecting: 'Connecting', waiting: 'Not connected', refused: 'Token needed' };
    say(pill.querySelector('.text'), words[state]);
    const gone = this.#lostMs !== null && state !== 'refused' && state !== 'open';
    byId('notice').hidden = !gone;
    if (gone) {
      const s = Math.max(0, Math.ceil(((this.#state.untilMs ?? 0) - Date.now()) / 1_000));
      const when = state === 'waiting' && s > 0 ? `Tried again in ${s} s` : 'Trying again';
      byId('try-now').hidden = state !== 'waiting';
      byId('notice-count').textContent = `${when} (attempt ${this.#state.attempt}).`;
      say(byId('notice-text'), state === 'waiting' ? `No connection to the gateway: ${this.#why()}.` : byId('notice-text').textContent);
    }
  }

  #paint() {
    const { received, rate, drops, gaps, missed, roundTripMs } = this.#figures ?? {};
    const number = (value) => (value === undefined ? '–' : count(value));
    const open = this.#state.state === 'open';
    figures(byId('connection-figures'), [
      ['Protocol', `WebSocket${location.protocol === 'https:' ? ' over TLS' : ''}`, '/v1/stream'],
      ['Latency', open && roundTripMs != null ? `${roundTripMs.toFixed(1)} ms` : '–', 'there and back'],
      ['Quotes a second', open ? number(rate) : '–'],
      ['Quotes', number(received)],
      ['Drops', number(drops), 'left out because this page was slow'],
      ['Gaps in seq', number(gaps), 'quotes that never came, without a word'],
      ['Missed while away', number(missed)],
      ['Connected', counted(this.#lives, 'time')],
      ['Gateway', this.#info === null ? '–' : this.#info.version, this.#info === null ? '' : `instance ${this.#info.instance}`],
      ['Up since', this.#info === null ? '–' : clock(this.#info.started)],
    ]);
  }
}
