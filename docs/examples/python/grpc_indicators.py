"""Indicators over gRPC: each by itself, and all of them at once."""
import sys

import grpc
from quotegate.v1 import indicators_pb2, indicators_pb2_grpc


def main(target="127.0.0.1:8080"):
    with grpc.insecure_channel(target) as channel:
        indicators = indicators_pb2_grpc.IndicatorServiceStub(channel)
        request = indicators_pb2.IndicatorRequest(pair="BTC-USDT", window="1h")

        calls = [indicators.MoneyFlow, indicators.MoneyFlowTemporal, indicators.MoneyFlowIndex]
        calls += [indicators.Return, indicators.Vwap, indicators.Twap]
        names = ["money flow", "money flow temporal", "money flow index", "return", "VWAP", "TWAP"]
        for name, call in zip(names, calls):
            try:
                figure = call(request, timeout=5)
                print(name, figure.value, "of", figure.samples.trades, "trades")
            except grpc.RpcError as refused:
                if refused.code() != grpc.StatusCode.FAILED_PRECONDITION:
                    raise
                print(name, "cannot be told:", refused.details())  # too little is known; never 0

        watch = indicators.WatchIndicators(request)
        for all_of_them in watch:  # now, and again at each new minute
            known = [field.name for field, _ in all_of_them.values.ListFields()]
            print("known:", len(known), "unknown:", len(all_of_them.reasons))
            watch.cancel()
            break


main(*sys.argv[1:])
