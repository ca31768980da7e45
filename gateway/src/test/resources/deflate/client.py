"""Reads quotes compressed in a stream that others share, and now and then nothing for a while, so that it misses some.

    python3 client.py HOST PORT SEED QUOTES
"""
import asyncio
import json
import random
import socket
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

PAIRS = ["BTC-USDT", "ETH-USDT", "SOL-USDT", "XRP-USDT"]


def ask(chance):
    pair = chance.choice(PAIRS)
    return chance.choice([
        {"op": "subscribe", "channel": "quotes", "pairs": ["*"]},
        {"op": "subscribe", "channel": "quotes", "pairs": [pair]},
        {"op": "unsubscribe", "channel": "quotes", "pairs": [pair]},
        {"op": "candles", "pair": pair, "interval": "1m", "limit": 1000},
    ])


async def main(host, port, seed, wanted):
    chance = random.Random(seed)
    everything = json.dumps({"op": "subscribe", "channel": "quotes", "pairs": ["*"]})
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((host, port))
    connection.setblocking(False)
    deflate = [ClientPerMessageDeflateFactory(client_max_window_bits=True)]
    async with websockets.connect(
            f"ws://{host}:{port}/v1/stream", sock=connection, extensions=deflate, max_queue=4, ping_interval=None
    ) as stream:
        print("extensions", stream.response_headers["Sec-WebSocket-Extensions"])
        await stream.send(everything)
        seqs, quotes, drops = {}, 0, 0
        while quotes < wanted:
            message = json.loads(await stream.recv())
            if message.get("channel") != "quotes":
                seqs.clear()  # a snapshot may follow
                continue
            pair, seq, dropped = message["pair"], message["seq"], message.get("drops", 0)
            assert pair not in seqs or seq == seqs[pair] + 1 + dropped, (seed, pair, seq, seqs[pair])
            seqs[pair] = seq
            quotes, drops = quotes + 1, drops + dropped
            if quotes % 97 == 0:
                await stream.send(json.dumps(ask(chance)))
            if quotes % 500 == 0:
                await stream.send(everything)
                await asyncio.sleep(0.5)
        print("quotes", quotes, "drops", drops)


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
