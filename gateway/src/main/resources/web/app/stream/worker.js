/**
 * Off the page's thread: reads every message, keeps the newest quote of each pair and the order book of one, and tells the page what changed when
 * the page is about to paint, never more often. A page that is hidden asks for nothing, and nothing piles up.
 */
import { Depth } from './depth.js';
import { QuoteBook } from './quote-book.js';
import { ServerClock } from './server-clock.js';
import { Session } from './session.js';

const MOST_PUSHES = 2_000;
const FIGURES_MS = 1_000;

const book = new QuoteBook();
const depth = new Depth();
const serverClock = new ServerClock();
const session = new Session(streamUrl(), { onState, onMessage, onRoundTrip });

let pushes = [];
let asked = false; // the page waits for news
let figures = null; // what is to be told with the next news
let counted = 0;
let countedMs = performance.now();
let roundTripMs = null;

function streamUrl() {
  const url = new URL('/v1/stream', self.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function onState(state) {
  postMessage({ type: 'state', ...state });
}

function onRoundTrip(ms) {
  roundTripMs = ms;
}

function onMessage(message) {
  if (message.channel === 'quotes') {
    book.take(message);
    serverClock.learn(message.receiveTime / 1000);
  } else if (message.channel === 'books') {
    if (!depth.take(message)) {
      session.again('depth');
    }
  } else if (message.channel) {
    pushes.push(message);
    if (pushes.length > MOST_PUSHES) {
      pushes.splice(0, pushes.length / 2);
    }
  } else if (message.code === 'unauthenticated') {
    session.refuse();
    return;
  } else {
    onAnswer(message);
  }
  tell();
}

function onAnswer(message) {
  const subscribed = message.event === 'subscribed' && message.data.channel === 'quotes';
  const another = subscribed && book.begin(message.instance, message.data.pairs);
  postMessage({ type: 'answer', message, another });
}

/** Tells the page what is new, if it asked and if there is something. */
function tell() {
  if (!asked || !(book.hasNews || depth.hasNews || pushes.length > 0 || figures !== null)) {
    return;
  }
  asked = false;
  postMessage({ type: 'news', rows: book.news(), depth: depth.hasNews ? depth.news() : null, pushes, figures });
  pushes = [];
  figures = null;
}

function countUp() {
  const nowMs = performance.now();
  figures = {
    received: book.received,
    rate: Math.round(((book.received - counted) * 1000) / (nowMs - countedMs)),
    drops: book.drops,
    gaps: book.gaps,
    missed: book.missed,
    roundTripMs,
    aheadMs: serverClock.aheadMs,
    simulated: book.isSimulated,
    served: book.served(),
  };
  counted = book.received;
  countedMs = nowMs;
  tell();
}

const ORDERS = {
  connect: () => session.connect(),
  restart: () => session.restart(),
  refuse: () => session.refuse(),
  keep: ({ key, request }) => session.keep(key, request),
  forget: ({ key }) => session.forget(key),
  show: ({ pairs }) => book.show(pairs),
  depth: ({ pair, levels }) => depth.show(pair, levels),
  time: ({ ms }) => serverClock.learn(ms),
  news: () => {
    asked = true;
  },
  send: ({ request }) => {
    if (!session.send(request) && request.id) {
      const lost = { event: 'error', code: 'no_connection', message: 'there is no connection', id: request.id };
      postMessage({ type: 'answer', message: lost });
    }
  },
};

self.onmessage = ({ data }) => {
  ORDERS[data.order](data);
  tell();
};
setInterval(countUp, FIGURES_MS);
session.connect();
