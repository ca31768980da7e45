// What clients from npm get at a gateway that relays both venues, beside what they get from the venues themselves; as one
// line of JSON, "same" for each call, or what differs. Arguments: the directory of packages, "rest" (the market stands
// still) or "streams", and host:port of the gateway, of Binance and of OKX.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , packages, what, gateway, binanceVenue, okxVenue] = process.argv;
const require = createRequire(pathToFileURL(`${packages}/package.json`));
const { default: ccxt } = await import(pathToFileURL(`${packages}/node_modules/ccxt/js/ccxt.js`).href);
const siebly = require('binance');
const okxApi = require('okx-api');
const connector = require('@binance/connector');
const quiet = Object.fromEntries(['trace', 'silly', 'debug', 'info', 'notice', 'warning', 'warn', 'error'].map((n) => [n, () => {}]));
const results = {};

// Times that are of the moment of the question, and what was added to the answer of it.
const VARYING = new Set(['serverTime', 'ts', 'timestamp', 'datetime', 'openTime', 'closeTime', 'inTime', 'outTime']);
const told = (answer) => JSON.stringify(answer, (name, value) => (VARYING.has(name) ? undefined : value));

const same = async (name, direct, relayed) => {
  for (let attempt = 1; ; attempt++) {
    try {
      const [one, other] = [told(await direct()), told(await relayed())];
      if (one === other) {
        results[name] = one.length > 2 || name.endsWith('ping') ? 'same' : `nothing: ${one}`;
        return;
      }
      results[name] = `${one.slice(0, 300)} <> ${other.slice(0, 300)}`;
    } catch (e) {
      results[name] = String(e).slice(0, 300);
    }
    if (attempt === 3) return; // a minute may have begun in between
  }
};

// Two lists of events are filled, by one client each, until so many are in both: in the same order, and with none left out
// in between, but by clients that leave out themselves what came while they were elsewhere.
const sameEvents = async (name, direct, relayed, enough = 10, leavesOut = false) => {
  const [one, other] = [[], []];
  const ends = [];
  try {
    ends.push(await direct((event) => one.push(JSON.stringify(event))));
    ends.push(await relayed((event) => other.push(JSON.stringify(event))));
    const until = Date.now() + 30000;
    let common = [];
    while (common.length < enough && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const known = new Set(other);
      common = one.filter((event) => known.has(event));
    }
    const both = new Set(common);
    const between = (list) => list.slice(list.indexOf(common[0]), list.indexOf(common.at(-1)) + 1);
    const run = (list) => [...new Set(between(list))].filter((event) => !leavesOut || both.has(event)).join();
    results[name] =
      common.length < enough ? `${common.length} of ${one.length} and ${other.length}: ${other[0]}` : run(one) === run(other) ? 'same' : 'differs';
  } catch (e) {
    results[name] = String(e).slice(0, 300);
  }
  for (const end of ends) await end();
};

const ccxtBinance = async (host) => {
  const binance = new ccxt.pro.binance({ enableRateLimit: false, options: { fetchMarkets: { types: ['spot'] } } });
  binance.urls.api.public = `http://${host}/api/v3`;
  binance.urls.api.ws.spot = `ws://${host}/stream/ws`;
  await binance.loadHttpProxyAgent();
  return binance;
};
const ccxtOkx = async (host) => {
  const okx = new ccxt.pro.okx({ enableRateLimit: false });
  okx.urls.api.rest = `http://${host}`;
  okx.urls.api.ws = `ws://${host}/ws/v5`;
  await okx.loadHttpProxyAgent();
  return okx;
};

const rest = async () => {
  for (const [id, open, venue] of [['ccxt-binance', ccxtBinance, binanceVenue], ['ccxt-okx', ccxtOkx, okxVenue]]) {
    const [direct, relayed] = [await open(venue), await open(gateway)];
    const calls = {
      loadMarkets: [],
      fetchTicker: ['BTC/USDT'],
      fetchTickers: [['BTC/USDT', 'ETH/USDT']],
      fetchOrderBook: ['BTC/USDT', 20],
      fetchOHLCV: ['BTC/USDT', '1m', undefined, 10],
      fetchTrades: ['BTC/USDT', undefined, 5],
    };
    for (const [call, args] of Object.entries(calls)) {
      await same(`${id}.${call}`, () => direct[call](...args), () => relayed[call](...args));
    }
    await direct.close();
    await relayed.close();
  }
  const many = async (id, direct, relayed, calls) => {
    for (const [call, args] of Object.entries(calls)) {
      await same(`${id}.${call}`, () => direct(call, args), () => relayed(call, args));
    }
  };
  const symbol = 'BTCUSDT';
  const main = (host) => {
    const client = new siebly.MainClient({ baseUrl: `http://${host}` });
    return (call, args) => client[call](...args);
  };
  await many('binance', main(binanceVenue), main(gateway), {
    getExchangeInfo: [{ symbol }],
    getOrderBook: [{ symbol, limit: 50 }],
    getRecentTrades: [{ symbol, limit: 5 }],
    getAggregateTrades: [{ symbol, limit: 5 }],
    getKlines: [{ symbol, interval: '1m', limit: 5 }],
    get24hrChangeStatistics: [{ symbol }],
    getSymbolPriceTicker: [{ symbol }],
    getSymbolOrderBookTicker: [{ symbol }],
  });
  const spot = (host) => {
    const client = new connector.Spot('', '', { baseURL: `http://${host}` });
    return async (call, args) => (await client[call](...args)).data;
  };
  await many('connector', spot(binanceVenue), spot(gateway), {
    ping: [],
    exchangeInfo: [{ symbol }],
    depth: [symbol, { limit: 5 }],
    trades: [symbol, { limit: 5 }],
    aggTrades: [symbol, { limit: 5 }],
    klines: [symbol, '1m', { limit: 5 }],
    ticker24hr: [symbol],
    tickerPrice: [symbol],
    bookTicker: [symbol],
  });
  const okx = (host) => {
    const client = new okxApi.RestClient({ baseUrl: `http://${host}` });
    return (call, args) => client[call](...args);
  };
  const instId = 'BTC-USDT';
  await many('okx-api', okx(okxVenue), okx(gateway), {
    getInstruments: [{ instType: 'SPOT' }],
    getTicker: [{ instId }],
    getTickers: [{ instType: 'SPOT' }],
    getOrderBook: [{ instId, sz: '20' }],
    getCandles: [{ instId, bar: '1m', limit: '5' }],
    getTrades: [{ instId, limit: '5' }],
  });
};

const streams = async () => {
  for (const [id, open, venue] of [['ccxt-binance', ccxtBinance, binanceVenue], ['ccxt-okx', ccxtOkx, okxVenue]]) {
    const watching = (host, call, args, events) => async (push) => {
      const exchange = await open(host);
      await exchange.loadMarkets();
      exchange.newUpdates = true;
      let on = true;
      (async () => {
        while (on) {
          for (const event of events(await exchange[call](...args))) push(event);
        }
      })().catch((e) => on && push(String(e)));
      return () => {
        on = false;
        return exchange.close();
      };
    };
    const watches = {
      watchTicker: [['BTC/USDT'], (ticker) => [ticker.info], 3],
      watchTrades: [['BTC/USDT'], (trades) => trades.map((trade) => trade.info), 10],
      watchOrderBook: [['BTC/USDT'], (book) => [[book.nonce, book.bids.slice(0, 20), book.asks.slice(0, 20)]], 10],
      watchOHLCV: [['BTC/USDT', '1m'], (candles) => candles.slice(-1), 2],
      watchBidsAsks: [[['BTC/USDT']], (tickers) => Object.values(tickers).map((ticker) => ticker.info), 10],
    };
    for (const [call, [args, events, enough]] of Object.entries(watches)) {
      await sameEvents(`${id}.${call}`, watching(venue, call, args, events), watching(gateway, call, args, events), enough, true);
    }
  }
  const siebling = (host) => (push) => {
    const client = new siebly.WebsocketClient({ wsUrl: `ws://${host}`, beautify: false }, quiet);
    client.on('message', (message) => message.e && push(message));
    client.on('exception', () => {});
    client.subscribe(['btcusdt@trade'], 'main');
    return () => client.closeAll(true);
  };
  await sameEvents('binance.trade', siebling(binanceVenue), siebling(gateway));
  const connecting = (combinedStreams) => (host) => (push) => {
    const callbacks = { message: (text) => push(JSON.parse(text)) };
    const client = new connector.WebsocketStream({ wsURL: `ws://${host}`, combinedStreams, callbacks, logger: quiet });
    client.subscribe('btcusdt@bookTicker');
    return () => client.disconnect();
  };
  for (const [name, open] of [['raw', connecting(false)], ['combined', connecting(true)]]) {
    await sameEvents(`connector.${name}`, open(binanceVenue), open(gateway));
  }
  const okx = (channel) => (host) => (push) => {
    const client = new okxApi.WebsocketClient({ wsUrl: `ws://${host}/ws/v5/public` }, quiet);
    client.on('update', ({ wsKey, ...update }) => push(update));
    client.on('exception', () => {});
    client.subscribe({ channel, instId: 'BTC-USDT' });
    return () => client.closeAll(true);
  };
  for (const channel of ['trades', 'bbo-tbt', 'tickers']) {
    await sameEvents(`okx-api.${channel}`, okx(channel)(okxVenue), okx(channel)(gateway), 3);
  }
};

await (what === 'rest' ? rest() : streams());
console.log(JSON.stringify(results));
process.exit(0);
