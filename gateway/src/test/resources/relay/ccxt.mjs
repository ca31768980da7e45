// What ccxt gets at a gateway that relays both venues, as one line of JSON. Arguments: the package, host:port.
import { pathToFileURL } from 'node:url';

const [, , module, host] = process.argv;
const { default: ccxt } = await import(pathToFileURL(module).href);

const binance = new ccxt.pro.binance({ enableRateLimit: false });
binance.urls.api.public = `http://${host}/api/v3`;
binance.urls.api.fapiPublic = `http://${host}/fapi/v1`;
binance.urls.api.dapiPublic = `http://${host}/dapi/v1`;
binance.urls.api.ws.spot = `ws://${host}/stream/ws`;

const okx = new ccxt.pro.okx({ enableRateLimit: false });
okx.urls.api.rest = `http://${host}`;
okx.urls.api.ws = `ws://${host}/ws/v5`;

const results = {};
for (const exchange of [binance, okx]) {
  const note = async (name, work) => {
    try {
      results[`${exchange.id}.${name}`] = await work();
    } catch (e) {
      results[`${exchange.id}.${name}`] = String(e);
    }
  };
  await exchange.loadHttpProxyAgent(); // ccxt wants it before it opens ws:// instead of wss://
  await note('loadMarkets', async () => Object.keys(await exchange.loadMarkets()).length);
  await note('fetchTicker', async () => (await exchange.fetchTicker('BTC/USDT')).last > 0);
  await note('fetchTickers', async () => Object.keys(await exchange.fetchTickers(['BTC/USDT', 'ETH/USDT'])).length);
  await note('fetchOrderBook', async () => (await exchange.fetchOrderBook('BTC/USDT', 20)).bids.length);
  await note('fetchOHLCV', async () => (await exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 10)).length);
  await note('fetchTrades', async () => (await exchange.fetchTrades('BTC/USDT', undefined, 5)).length);
  await note('watchTicker', async () => (await exchange.watchTicker('BTC/USDT')).last > 0);
  await note('watchTrades', async () => (await exchange.watchTrades('BTC/USDT')).length > 0);
  await note('watchOHLCV', async () => (await exchange.watchOHLCV('BTC/USDT', '1m')).length > 0);
  await note('watchBidsAsks', async () => Object.keys(await exchange.watchBidsAsks(['BTC/USDT', 'ETH/USDT'])).length > 0);
  await note('watchOrderBook', async () => {
    let crossed = 0;
    for (let i = 0; i < 20; i++) {
      const book = await exchange.watchOrderBook('BTC/USDT');
      crossed += book.bids[0][0] < book.asks[0][0] ? 0 : 1;
    }
    return crossed;
  });
  await exchange.close();
}
console.log(JSON.stringify(results));
process.exit(0);
