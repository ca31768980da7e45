import { holdBack, letOut, whenRefused } from './http.js';
import { Link } from './stream/link.js';
import { Candles } from './view/candles.js';
import { Chat } from './view/chat.js';
import { ConnectionPanel } from './view/connection.js';
import { Converter } from './view/converter.js';
import { DayChanges } from './view/day-changes.js';
import { DepthPanel } from './view/depth.js';
import { Files } from './view/files.js';
import { Game } from './view/game.js';
import { Indicators } from './view/indicators.js';
import { shareName } from './view/names.js';
import { QuoteTable } from './view/quote-table.js';
import { offerThemes } from './view/theme.js';
import { TokenDialog } from './view/token.js';
import { Venues } from './view/venues.js';

/** Wires the parts: each has its own elements, and they meet only here. */
const TITLE_MS = 1_000;
const TOGETHER_MS = 200; // pairs that come and go at once are looked at once
const QUOTES = { op: 'subscribe', channel: 'quotes', pairs: ['*'] };

const link = new Link();
link.keep('quotes', QUOTES);

let relisting = null;
link.on('status', ({ reason }) => {
  if (reason === 'pair_added' || reason === 'pair_removed') {
    clearTimeout(relisting);
    relisting = setTimeout(() => link.keep('quotes', QUOTES), TOGETHER_MS); // the answer tells which there are
  }
});

const token = new TokenDialog(() => link.restart());
link.on('state', ({ state }) => {
  if (state === 'refused') {
    holdBack();
    token.open();
  }
});
link.on('kept:quotes', letOut); // whatever the answer, there is one
whenRefused(() => link.refuse());

const candles = new Candles(link);
const depth = new DepthPanel(link);
const indicators = new Indicators(link);
const changes = new DayChanges(link);
const table = new QuoteTable(
  link,
  (pair) => {
    candles.show(pair);
    depth.show(pair);
    indicators.show(pair);
  },
  (pairs) => changes.want(pairs),
);
changes.fill(table);
for (const Part of [ConnectionPanel, Venues, Converter, Chat, Game, Files]) {
  new Part(link);
}

shareName();
offerThemes();
setInterval(() => {
  const quote = table.selectedRow?.quote;
  document.title = quote?.last ? `${quote.last} ${quote.pair} · quotegate` : 'quotegate';
}, TITLE_MS);
