"""Candles over gRPC: the last hour, and a stream that begins with closed ones and goes on without a seam."""
import sys

import grpc
from quotegate.v1 import candle_service_pb2, candle_service_pb2_grpc, history_pb2


def main(target="127.0.0.1:8080"):
    with grpc.insecure_channel(target) as channel:
        candles = candle_service_pb2_grpc.CandleServiceStub(channel)
        request = history_pb2.CandlesRequest(pair="BTC-USDT", interval="1m", limit=60)
        hour = candles.ListCandles(request, timeout=5).candles
        print(len(hour), "candles of", hour[-1].interval, "of", hour[-1].pair)

        request = candle_service_pb2.StreamCandlesRequest(pairs=["BTC-USDT"], history=3)
        stream = candles.StreamCandles(request)
        for count, candle in enumerate(stream, 1):
            kind = "closed" if candle.complete else "so far"
            print(kind, candle.open_time, candle.close, "in place of one that was told" if candle.repaired else "")
            if count == 4:
                stream.cancel()
                break


main(*sys.argv[1:])
