const PAUSE_MS = 50; // nobody reads a number that changes more than twenty times a second

/** Why the gateway did not do what it was asked for. */
export class Refusal extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

/**
 * The page's end of the stream: asks, keeps subscriptions, and hands out what is pushed, in frames that the browser
 * paints, twenty times a second at most. Whoever listens is told in the order in which it happened.
 */
export class Link {
  #worker = new Worker('/app/stream/worker.js', { type: 'module', name: 'stream' });
  #asked = new Map(); // what waits for an answer, by its id
  #ids = 0;
  #listeners = new Map();
  #news = null; // to be painted in the next frame

  constructor() {
    this.#worker.onmessage = ({ data }) => this.#on[data.type](data);
    this.#order('news');
    addEventListener('online', () => this.#order('connect'));
  }

  /**
   * Hears of `kind`: `state` of the connection, `rows` of quotes, `depth` of the book that is shown, `figures`, `begun` subscriptions, answers to what is kept
   * (`kept:KEY`), or what a channel pushes, by its name.
   */
  on(kind, listener) {
    const known = this.#listeners.get(kind) ?? [];
    this.#listeners.set(kind, [...known, listener]);
  }

  #tell(kind, value) {
    for (const listener of this.#listeners.get(kind) ?? []) {
      listener(value);
    }
  }

  #order(order, more = {}) {
    this.#worker.postMessage({ order, ...more });
  }

  /** The answer to `request`, or a Refusal. */
  ask(request) {
    this.#ids += 1;
    const id = `page:${this.#ids}`;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#order('send', { request: { ...request, id } });
    });
  }

  /** Says something that needs no answer. */
  send(request) {
    this.#order('send', { request });
  }

  keep(key, request) {
    this.#order('keep', { key, request });
  }

  forget(key) {
    this.#order('forget', { key });
  }

  show(pairs) {
    this.#order('show', { pairs });
  }

  /** Keeps the book of `pair`, so many levels deep, and tells of it by `depth`. */
  showDepth(pair, levels) {
    this.#order('depth', { pair, levels });
    this.keep('depth', { op: 'subscribe', channel: 'books', pairs: [pair], depth: levels });
  }

  /** The gateway's clock says `ms`. */
  tellTime(ms) {
    this.#order('time', { ms });
  }

  connect() {
    this.#order('connect');
  }

  restart() {
    this.#order('restart');
  }

  /** The gateway asks for a token elsewhere. */
  refuse() {
    this.#order('refuse');
  }

  #on = {
    state: (state) => {
      if (state.state !== 'open') {
        this.#loseAnswers();
      }
      this.#tell('state', state);
    },
    answer: ({ message, another }) => {
      if (message.event === 'subscribed') {
        this.#tell('begun', { ...message, another });
      }
      this.#answer(message);
    },
    news: (news) => {
      this.#news = news;
      requestAnimationFrame(() => this.#paint());
    },
  };

  #answer(message) {
    const id = message.id ?? '';
    if (id.startsWith('kept:')) {
      this.#tell(id, message);
      return;
    }
    const waiting = this.#asked.get(id);
    this.#asked.delete(id);
    if (message.event === 'error') {
      waiting?.reject(new Refusal(message));
    } else {
      waiting?.resolve(message);
    }
  }

  #loseAnswers() {
    for (const { reject } of this.#asked.values()) {
      reject(new Refusal({ code: 'no_connection', message: 'the connection was lost' }));
    }
    this.#asked.clear();
  }

  #paint() {
    const { rows, depth, pushes, figures } = this.#news;
    this.#news = null;
    setTimeout(() => this.#order('news'), PAUSE_MS); // what comes meanwhile is told together
    if (rows.length > 0) {
      this.#tell('rows', rows);
    }
    if (depth !== null) {
      this.#tell('depth', depth);
    }
    for (const push of pushes) {
      this.#tell(push.channel, push);
    }
    if (figures !== null) {
      this.#tell('figures', figures);
    }
  }
}
