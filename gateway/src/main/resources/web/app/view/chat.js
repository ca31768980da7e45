import { clock, counted } from '../text/words.js';
import { byId, element, logLast, say } from './dom.js';

const KEPT = 200;
const AGAIN_MS = 3_000;

/** A room of the chat. */
export class Chat {
  #link;
  #join = byId('chat-join');
  #say = byId('chat-say');
  #members = new Set();
  #wanted = null; // the room and the name, once somebody joined
  #fresh = true; // what is said before is not known yet

  constructor(link) {
    this.#link = link;
    this.#join.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#enter(this.#join.elements.room.value.trim(), this.#join.elements.user.value.trim());
    });
    this.#say.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#speak();
    });
    link.on('kept:chat', (message) => this.#onAnswer(message));
    link.on('chat', (push) => this.#onPush(push));
    link.on('state', ({ state }) => state === 'waiting' && this.#close('not connected'));
  }

  #enter(room, user) {
    this.#wanted = { room, user };
    this.#fresh = true;
    this.#link.keep('chat', { op: 'chat-join', room, user });
  }

  #onAnswer(message) {
    if (message.event === 'error') {
      this.#close(message.message);
      this.#retry(message);
      return;
    }
    this.#members = new Set(message.members);
    byId('chat-log').replaceChildren(); // what was said comes once more
    this.#say.elements.text.disabled = false;
    this.#say.elements.text.placeholder = `Say something in ${message.room}`;
    this.#say.querySelector('button').disabled = false;
    this.#paintMembers();
    say(byId('chat-note'), `You are in ${message.room} as ${this.#wanted.user}.`);
    if (this.#fresh) {
      this.#say.elements.text.focus({ preventScroll: true });
    }
    this.#fresh = false;
  }

  /** After a cut the name may be our own old connection's for a while; else the form says what is wrong. */
  #retry() {
    if (this.#fresh) {
      this.#link.forget('chat');
    } else {
      const { room, user } = this.#wanted;
      setTimeout(() => this.#link.keep('chat', { op: 'chat-join', room, user }), AGAIN_MS);
    }
  }

  #close(why) {
    this.#say.elements.text.disabled = true;
    this.#say.querySelector('button').disabled = true;
    this.#members.clear();
    this.#paintMembers();
    say(byId('chat-note'), why);
  }

  async #speak() {
    const field = this.#say.elements.text;
    const text = field.value.trim();
    if (text === '') {
      return;
    }
    try {
      await this.#link.ask({ op: 'chat', text });
      field.value = '';
      say(byId('chat-note'), '\u00a0');
    } catch (refusal) {
      say(byId('chat-note'), refusal.message);
    }
  }

  #onPush({ type, user, text, time }) {
    const said = type === undefined ? [element('b', {}, user), element('span', {}, ` ${text}`)] : [`${user} ${type}`];
    if (type === 'joined') {
      this.#members.add(user);
    } else if (type === 'left') {
      this.#members.delete(user);
    }
    this.#paintMembers();
    const line = element('li', { class: type ?? 'said' }, element('time', {}, clock(time)), ' ', ...said);
    logLast(byId('chat-log'), line, KEPT);
  }

  #paintMembers() {
    const there = byId('chat-members');
    say(there, this.#members.size === 0 ? '' : `${counted(this.#members.size, 'person')} here`.replace('persons', 'people'));
    there.title = [...this.#members].join(', ');
  }
}
