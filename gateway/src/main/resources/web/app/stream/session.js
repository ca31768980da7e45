import { ask } from '../http.js';
import { BackOff } from './back-off.js';

const LOOK_MS = 5_000;
const SILENT_MS = 12_500; // two looks without an answer to a ping
const UNAUTHENTICATED = 4008;
const ASKED_MS = 3_000;

/** Whether the gateway wants another token than it is shown. */
async function wantsToken() {
  const outcome = await ask('/v1/info', { signal: AbortSignal.timeout(ASKED_MS) }).catch((problem) => problem);
  return outcome.status === 401;
}

/**
 * One connection to `/v1/stream` through all its lives: it comes back by itself, asks again for what is kept, and notices
 * a peer that is silent. Confined to the worker.
 */
export class Session {
  #url;
  #listener;
  #backOff = new BackOff();
  #kept = new Map();
  #socket = null;
  #waiting = 0; // the timer of the next attempt
  #heardMs = 0;
  #pings = 0;
  #instance = ''; // of the feed that numbers are of
  #seqs = { quotes: new Map() }; // by channel, of the newest of each pair
  #retryMs = null; // as the gateway asked for in its goodbye
  #goodbye = '';

  /** @param listener has onState(state), onMessage(message, length) and onRoundTrip(ms) */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    setInterval(() => this.#look(), LOOK_MS);
  }

  get isOpen() {
    return this.#socket !== null && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Asks by `request` now, and again whenever the connection is made anew, until `key` is kept otherwise or forgotten. */
  keep(key, request) {
    this.#kept.set(key, { ...request, id: `kept:${key}` });
    this.send(this.#kept.get(key));
  }

  /** Asks anew by what is kept by `key`. */
  again(key) {
    this.send(this.#kept.get(key));
  }

  forget(key) {
    this.#kept.delete(key);
  }

  /** Whether it went; nothing is sent while there is no connection. */
  send(request) {
    if (this.isOpen) {
      this.#socket.send(JSON.stringify(request));
    }
    return this.isOpen;
  }

  /** Connects at once, whatever it waits for. */
  connect() {
    clearTimeout(this.#waiting);
    if (this.#socket !== null) {
      return;
    }
    this.#listener.onState({ state: 'connecting', attempt: this.#backOff.attempt });
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#heardMs = Date.now();
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      this.#onOpen();
    };
    socket.onmessage = ({ data }) => this.#onText(data);
    socket.onclose = (event) => this.#onClosed(event, wasOpen);
  }

  /** Begins anew, as somebody else perhaps. */
  restart() {
    this.#drop();
    this.connect();
  }

  /** The gateway asks for a token: waits for `restart`. */
  refuse() {
    clearTimeout(this.#waiting);
    this.#drop();
    this.#listener.onState({ state: 'refused' });
  }

  #drop() {
    if (this.#socket !== null) {
      this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
  }

  #onOpen() {
    this.#backOff.reset();
    this.#retryMs = null;
    this.#goodbye = '';
    this.#listener.onState({ state: 'open', extensions: this.#socket.extensions, url: this.#url });
    for (const request of this.#kept.values()) {
      this.send(this.#resuming(request));
    }
    this.#ping();
  }

  /** The same going on where it was cut off, where that is known. */
  #resuming(request) {
    const seqs = request.op === 'subscribe' ? this.#seqs[request.channel] : undefined;
    return seqs === undefined || seqs.size === 0
      ? request
      : { ...request, resume: { instance: this.#instance, seq: Object.fromEntries(seqs) } };
  }

  #onSubscribed({ instance, recovered, data }) {
    if (recovered === false) {
      this.#seqs[data.channel]?.clear();
    }
    this.#instance = instance;
  }

  #onText(text) {
    this.#heardMs = Date.now();
    const message = JSON.parse(text);
    if (message.event === 'pong') {
      this.#listener.onRoundTrip(performance.now() - Number(String(message.id).split(':')[1]));
      return;
    }
    if (message.event === 'subscribed') {
      this.#onSubscribed(message);
    } else if (message.seq !== undefined) {
      this.#seqs[message.channel]?.set(message.pair, message.seq);
    }
    if (message.event === 'bye') {
      this.#retryMs = message.retryMs ?? null;
      this.#goodbye = message.reason ?? '';
    }
    this.#listener.onMessage(message, text.length);
  }

  /** A browser does not tell why a handshake failed; it may be for a token that is not valid any more. */
  async #onClosed({ code, reason }, wasOpen) {
    const socket = this.#socket;
    const refused = code === UNAUTHENTICATED || (!wasOpen && (await wantsToken()));
    if (this.#socket !== socket) {
      return; // another one was begun meanwhile
    }
    if (refused) {
      this.refuse();
    } else {
      this.#onLost(code, reason);
    }
  }

  #onLost(code, reason) {
    this.#drop();
    const ownMs = this.#backOff.nextMs();
    const inMs = this.#retryMs ?? ownMs; // as the gateway asked for, if it did
    this.#waiting = setTimeout(() => this.connect(), inMs);
    this.#listener.onState({
      state: 'waiting',
      attempt: this.#backOff.attempt,
      reason: reason || this.#goodbye,
      code,
      untilMs: Date.now() + inMs,
    });
  }

  #ping() {
    this.#pings += 1;
    this.send({ op: 'ping', id: `${this.#pings}:${performance.now()}` });
  }

  #look() {
    if (this.isOpen) {
      if (Date.now() - this.#heardMs > SILENT_MS) {
        this.#onLost(0, 'silent');
      } else {
        this.#ping();
      }
    } else if (this.#socket !== null && Date.now() - this.#heardMs > SILENT_MS) {
      this.#onLost(0, 'no answer');
    }
  }
}
