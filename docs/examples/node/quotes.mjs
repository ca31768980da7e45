// Quotes over WebSocket in Node, which has its own WebSocket since 22 (since 20.10 behind --experimental-websocket):
//   node quotes.mjs ws://127.0.0.1:8080/v1/stream BTC-USDT ETH-USDT
// Comes back by itself, and goes on where it was, or says what it missed.

const url = process.argv[2] ?? "ws://127.0.0.1:8080/v1/stream";
const pairs = process.argv.length > 3 ? process.argv.slice(3) : ["*"];
const limit = Number(process.env.QUOTES ?? Infinity); // ends after so many
const seqs = new Map();
let instance;
let quotes = 0;
let waitMs = 500;

function request() {
  const subscribe = { op: "subscribe", channel: "quotes", pairs };
  return seqs.size === 0 ? subscribe : { ...subscribe, resume: { instance, seq: Object.fromEntries(seqs) } };
}

function take(message) {
  waitMs = 500;
  if (message.event === "error") {
    console.error(message.message);
    process.exit(1);
  } else if (message.event === "subscribed") {
    if (instance !== undefined && instance !== message.instance) {
      seqs.clear(); // another gateway, whose seq begins anew
    }
    instance = message.instance;
    if (message.recovered !== undefined) {
      console.log(message.recovered ? "goes on" : "begins anew");
    }
  } else if (message.channel === "quotes") {
    const missed = message.seq - (seqs.get(message.pair) ?? message.seq - 1) - 1;
    if (missed > 0) {
      console.log(`${message.pair} missed ${missed}`);
    }
    seqs.set(message.pair, message.seq);
    console.log(`${message.pair} #${message.seq} ${message.bid} ${message.ask}${message.stale ? " STALE" : ""}`);
    if (++quotes === limit) {
      process.exit(0);
    }
  }
}

function connect() {
  const socket = new WebSocket(url);
  socket.onopen = () => socket.send(JSON.stringify(request()));
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = (event) => {
    console.log(`closed: ${event.code} ${event.reason}`);
    setTimeout(connect, waitMs * (0.5 + Math.random() / 2)); // not all clients at the same moment
    waitMs = Math.min(15_000, waitMs * 2);
  };
  socket.onerror = () => {}; // it is closed behind this
}

connect();
