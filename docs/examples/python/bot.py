"""A bot that never acts on a stale price: it buys below the average of the last minute, on paper.

It acts on a quote that the gateway does not call stale, that is not late, and that came on a connection that answers.
"""
import asyncio
import json
import os
import sys
import time
from collections import deque

import websockets

MAX_AGE, WINDOW = 2.0, 60.0  # seconds
LIMIT = float(os.environ.get("QUOTES", "inf"))  # ends after so many


class Bot:
    def __init__(self, clock=time.time):
        self.clock = clock
        self.skew = float("inf")  # of the two clocks: the least that a quote came after its time
        self.mids = deque()
        self.seen = 0

    def reason_not_to_act(self, quote):
        if quote["stale"]:
            return "stale"
        if quote["bid"] is None or quote["ask"] is None:
            return "one side only"
        late = self.clock() - quote["receiveTime"] / 1e6
        self.skew = min(self.skew, late)
        return "old" if late - self.skew > MAX_AGE else None

    def on_quote(self, quote):  # what to do about it, and why
        self.seen += 1
        why_not = self.reason_not_to_act(quote)
        if why_not:
            self.mids.clear()  # what was learned before says nothing about what comes after
            return "nothing", why_not
        now, mid = quote["receiveTime"] / 1e6, (float(quote["bid"]) + float(quote["ask"])) / 2
        while self.mids and now - self.mids[0][0] > WINDOW:
            self.mids.popleft()
        average = sum(each for _, each in self.mids) / len(self.mids) if self.mids else mid
        self.mids.append((now, mid))
        return ("buy at " + quote["ask"], "cheap") if mid < average else ("nothing", "not cheap")


async def run(bot, url, pair):
    async with websockets.connect(url, ping_interval=1, ping_timeout=1) as socket:  # a dead connection ends
        await socket.send(json.dumps({"op": "subscribe", "channel": "quotes", "pairs": [pair]}))
        async for text in socket:
            message = json.loads(text)
            if message.get("channel") == "quotes":
                print(message["pair"], *bot.on_quote(message), sep=", ", flush=True)
            if bot.seen == LIMIT:
                return


if __name__ == "__main__":
    asyncio.run(run(Bot(), *(sys.argv[1:] or ["ws://127.0.0.1:8080/v1/stream", "BTC-USDT"])))
