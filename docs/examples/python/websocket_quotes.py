"""Quotes over WebSocket, for ever: comes back by itself, and goes on where it was, or says what it missed.

    python3 websocket_quotes.py ws://127.0.0.1:8080/v1/stream BTC-USDT ETH-USDT

After a break it asks for what it missed. Where that cannot be had any more, what comes first is a snapshot: seq tells how
many quotes of a pair went by, and instance whether the gateway is another one, whose seq begins anew.
"""
import asyncio
import json
import os
import random
import sys

import websockets

LIMIT = float(os.environ.get("QUOTES", "inf"))  # ends after so many


class Follower:
    def __init__(self):
        self.instance = None
        self.seqs = {}
        self.quotes = 0

    def take(self, message):
        if message.get("event") == "subscribed":
            if self.instance not in (None, message["instance"]):
                print("another gateway: seq begins anew", flush=True)
                self.seqs.clear()
            self.instance = message["instance"]
            if "recovered" in message:
                print("goes on" if message["recovered"] else "begins anew", flush=True)
        elif message.get("event") == "error":
            raise SystemExit(message["message"])
        elif message.get("channel") == "quotes":
            pair, seq = message["pair"], message["seq"]
            missed = seq - self.seqs.get(pair, seq - 1) - 1  # a snapshot may also be one that is known
            if missed > 0:
                print(pair, "missed", missed, flush=True)
            if missed >= 0:
                print(f"{pair} #{seq} {message['bid']} {message['ask']}{' STALE' if message['stale'] else ''}", flush=True)
            self.seqs[pair] = seq
            self.quotes += 1

    def request(self, pairs):
        request = {"op": "subscribe", "channel": "quotes", "pairs": pairs}
        if self.seqs:
            request["resume"] = {"instance": self.instance, "seq": self.seqs}
        return json.dumps(request)

    async def follow(self, url, pairs):
        wait = 0.5
        while True:
            try:
                async with websockets.connect(url, open_timeout=5) as socket:
                    await socket.send(self.request(pairs))
                    async for text in socket:
                        wait = 0.5
                        self.take(json.loads(text))
                        if self.quotes == LIMIT:
                            return
                print("closed:", socket.close_code, socket.close_reason, flush=True)
            except (OSError, asyncio.TimeoutError, websockets.WebSocketException) as failure:
                print("failed:", failure or type(failure).__name__, flush=True)
            await asyncio.sleep(wait * random.uniform(0.5, 1))  # not all clients at the same moment
            wait = min(15, wait * 2)


url = sys.argv[1] if len(sys.argv) > 1 else "ws://127.0.0.1:8080/v1/stream"
asyncio.run(Follower().follow(url, sys.argv[2:] or ["*"]))
