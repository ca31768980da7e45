import { count, day } from '../text/words.js';
import { byId, element, say } from './dom.js';

const LISTED = 20;

/** Guesses, what becomes of them, and who won. */
export class Game {
  #link;
  #form = byId('guess');

  constructor(link) {
    this.#link = link;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#guess();
    });
    link.keep('game', { op: 'subscribe', channel: 'game' });
    link.on('kept:game', ({ event, message }) => event === 'error' && this.#paint('refused', message));
    link.on('game', ({ message }) => this.#onOver(message));
    link.on('begun', ({ data }) => data.channel === 'game' && this.#loadWinners());
  }

  async #guess() {
    const { user, number } = this.#form.elements;
    try {
      const answer = await this.#link.ask({ op: 'guess', user: user.value.trim(), number: Number(number.value) });
      this.#paint(answer.result, `${number.value}: ${answer.message}`);
      if (answer.result === 'won') {
        this.#loadWinners();
      }
    } catch (refusal) {
      this.#paint('refused', refusal.message);
    }
    number.select();
  }

  #onOver(message) {
    this.#paint('over', message);
    this.#loadWinners();
  }

  #paint(result, text) {
    byId('game-said').dataset.result = result;
    say(byId('game-said'), text);
  }

  async #loadWinners() {
    const { data } = await this.#link.ask({ op: 'winners', limit: LISTED }).catch(() => ({ data: null }));
    if (data !== null) {
      byId('winners').replaceChildren(...(data.length === 0 ? [NOBODY] : data.map(row)));
    }
  }
}

const NOBODY = element('tr', {}, element('td', { colspan: '4' }, 'nobody yet'));

function row({ name, number, guesses, time }) {
  return element(
    'tr',
    {},
    element('td', { class: 'clip' }, name),
    element('td', { class: 'number' }, count(number)),
    element('td', { class: 'number' }, guesses === null ? '–' : count(guesses)),
    element('td', {}, day(time)),
  );
}
