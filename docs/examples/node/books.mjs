// Keeps the book of a pair from a stream of changes, and prints it after each message: books.mjs HOST PORT PAIR DEPTH MESSAGES
import net from "node:net";

const [host, port, pair, depth, messages] = process.argv.slice(2);
const request = Buffer.from(JSON.stringify({op: "subscribe", channel: "books", pairs: [pair], depth: Number(depth)}));
const length = Buffer.alloc(4);
length.writeUInt32BE(request.length);
const connection = net.connect(Number(port), host, () => connection.write(Buffer.concat([length, request])));

const book = {bids: new Map(), asks: new Map(), seq: 0};
let left = Number(messages);
let unread = Buffer.alloc(0);

connection.on("data", (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    while (left > 0 && unread.length >= 4 && unread.length >= 4 + unread.readUInt32BE()) {
        const end = 4 + unread.readUInt32BE();
        take(JSON.parse(unread.subarray(4, end).toString()));
        unread = unread.subarray(end);
    }
});
connection.on("error", (failure) => fail(failure.message));

function take(message) {
    if (message.event === "error") {
        fail("refused: " + message.message);
    }
    if (message.channel !== "books") {
        return;
    }
    if (message.type === "snapshot") {
        book.bids.clear();
        book.asks.clear();
    } else if (message.prevSeq !== book.seq) {
        fail(`missed something between ${book.seq} and ${message.prevSeq}`);
    }
    for (const side of ["bids", "asks"]) {
        for (const [price, size] of message[side]) {
            if (Number(size) === 0) {
                book[side].delete(price);
            } else {
                book[side].set(price, size);
            }
        }
    }
    book.seq = message.seq;
    const sorted = (side, sign) => [...side].sort((one, other) => sign * (Number(one[0]) - Number(other[0])));
    console.log(JSON.stringify({seq: book.seq, stale: message.stale, bids: sorted(book.bids, -1), asks: sorted(book.asks, 1)}));
    if (--left === 0) {
        connection.end();
    }
}

function fail(why) {
    console.error(why);
    process.exit(1);
}
