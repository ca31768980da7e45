// Reads quotes compressed in a stream that others share, with ws from npm or with node's own WebSocket, and asks for this and
// that meanwhile: node client.mjs ws://.. SEED QUOTES [directory with node_modules]
import { createRequire } from 'node:module';

const [url, seed, wanted, packages] = process.argv.slice(2);
const WebSocketClient = packages ? createRequire(packages + '/here.js')('ws') : WebSocket;
const pairs = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'XRP-USDT'];

let state = Number(seed) || 1;
function random(below) {
    state = (state * 48271) % 2147483647;
    return state % below;
}

const socket = new WebSocketClient(url);
const seqs = new Map();
let quotes = 0;
let answers = 0;

function ask() {
    const pair = pairs[random(pairs.length)];
    switch (random(4)) {
        case 0: return { op: 'subscribe', channel: 'quotes', pairs: ['*'] };
        case 1: return { op: 'subscribe', channel: 'quotes', pairs: [pair] };
        case 2: return { op: 'unsubscribe', channel: 'quotes', pairs: [pair] };
        default: return { op: 'candles', pair, interval: '1m', limit: 1000 };
    }
}

function fail(why) {
    console.log('seed', seed, 'quote', quotes, why);
    process.exit(1);
}

socket.onopen = () => socket.send(JSON.stringify({ op: 'subscribe', channel: 'quotes', pairs: ['*'] }));
socket.onclose = event => fail('closed ' + event.code + ' ' + event.reason);
socket.onerror = event => fail(event.message);
socket.onmessage = event => {
    const message = JSON.parse(event.data);
    if (message.channel !== 'quotes') {
        answers++;
        seqs.clear(); // a snapshot may follow
        return;
    }
    const last = seqs.get(message.pair);
    if (last !== undefined && message.seq !== last + 1 + (message.drops ?? 0)) {
        fail(message.pair + ' ' + message.seq + ' behind ' + last);
    }
    seqs.set(message.pair, message.seq);
    if (++quotes % 97 === 0) {
        socket.send(JSON.stringify(ask()));
    }
    if (quotes % 1000 === 0) {
        socket.send(JSON.stringify({ op: 'subscribe', channel: 'quotes', pairs: ['*'] }));
    }
    if (quotes >= Number(wanted)) {
        console.log('extensions', socket.extensions);
        console.log('quotes', quotes, 'answers', answers);
        process.exit(0);
    }
};
