"""Conversions over gRPC, in each of the four kinds of call. What is a word of Python, as from, is set by ** and read by getattr."""
import sys

import grpc
from quotegate.v1 import conversion_pb2, conversion_pb2_grpc


def request(amount, source, to):
    return conversion_pb2.ConvertRequest(**{"from": source}, to=to, amount=amount)


def main(target="127.0.0.1:8080"):
    with grpc.insecure_channel(target) as channel:
        conversions = conversion_pb2_grpc.ConversionServiceStub(channel)

        once = conversions.Convert(request("1.5", "BTC", "EUR"), timeout=5)
        print(once.amount, getattr(once, "from"), "=", once.result, once.to, "by", ", ".join(once.path))

        watch = conversions.WatchConversion(request("1", "BTC", "ETH"))
        for count, each in enumerate(watch, 1):  # at once, and whenever a price on the way changes
            print("now", each.result, each.to)
            if count == 3:
                watch.cancel()
                break

        amounts = [request("1", "BTC", "USDT"), request("2", "ETH", ""), request("3", "SOL", "")]
        total = conversions.ConvertTotal(iter(amounts), timeout=5)
        print(total.count, "amounts =", total.result, total.to)

        asked = [request("1", "SOL", "EUR"), request("nothing", "SOL", "EUR"), request("40", "SOL", "EUR")]
        for each in conversions.ConvertEach(iter(asked), timeout=5):
            print("refused" if each.HasField("error") else "each", each.error.code or each.result)


main(*sys.argv[1:])
