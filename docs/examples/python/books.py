# Keeps the book of a pair from a stream of changes, and prints it after each message: books.py HOST PORT PAIR DEPTH MESSAGES
import json, socket, struct, sys
from decimal import Decimal

host, port, pair, depth = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
connection = socket.create_connection((host, port))
stream = connection.makefile("rb")
request = json.dumps({"op": "subscribe", "channel": "books", "pairs": [pair], "depth": depth}).encode()
connection.sendall(struct.pack(">I", len(request)) + request)

bids, asks, seq = {}, {}, 0
for _ in range(int(sys.argv[5])):
    message = {}
    while message.get("channel") != "books":
        if message.get("event") == "error":
            sys.exit("refused: " + message["message"])
        message = json.loads(stream.read(struct.unpack(">I", stream.read(4))[0]))
    if message["type"] == "snapshot":
        bids.clear()
        asks.clear()
    elif message["prevSeq"] != seq:
        sys.exit("missed something between %d and %d" % (seq, message["prevSeq"]))
    for side, levels in ((bids, message["bids"]), (asks, message["asks"])):
        for price, size in levels:
            if Decimal(size) == 0:
                side.pop(price)
            else:
                side[price] = size
    seq = message["seq"]
    best = lambda side, reverse: [[p, side[p]] for p in sorted(side, key=Decimal, reverse=reverse)]
    print(json.dumps({"seq": seq, "stale": message["stale"], "bids": best(bids, True), "asks": best(asks, False)}))
