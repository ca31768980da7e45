"""Quotes over gRPC: one, what is refused, and a stream of them."""
import sys

import grpc
from quotegate.v1 import quote_service_pb2, quote_service_pb2_grpc


def main(target="127.0.0.1:8080"):
    with grpc.insecure_channel(target) as channel:
        quotes = quote_service_pb2_grpc.QuoteServiceStub(channel)
        quote = quotes.GetQuote(quote_service_pb2.GetQuoteRequest(pair="BTC-USDT"), timeout=5)
        print(quote.pair, "bid", quote.bid, "ask", quote.ask)

        try:
            quotes.GetQuote(quote_service_pb2.GetQuoteRequest(pair="NO-SUCH"), timeout=5)
        except grpc.RpcError as refused:
            # Several refusals share a status; this trailer tells them apart.
            code = dict(refused.trailing_metadata())["quotegate-code"]
            print(refused.code().name, code, refused.details())

        # heartbeat_ms: a quote without a pair when there is nothing to tell, so that silence means trouble.
        request = quote_service_pb2.StreamQuotesRequest(pairs=["BTC-USDT", "ETH-USDT"], heartbeat_ms=5000)
        stream = quotes.StreamQuotes(request)
        for count, quote in enumerate(stream, 1):
            if quote.pair:
                print(f"{quote.pair} #{quote.seq} bid {quote.bid}{' STALE' if quote.stale else ''}")
            if count == 10:
                stream.cancel()
                break


main(*sys.argv[1:])
