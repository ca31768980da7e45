"""Order books over gRPC: one that is kept from the stream, and one as it is."""
import sys
from decimal import Decimal

import grpc
from quotegate.v1 import book_pb2, book_service_pb2, book_service_pb2_grpc


def change(side, levels):
    for level in levels:
        if Decimal(level.size) == 0:
            side.pop(Decimal(level.price), None)
        else:
            side[Decimal(level.price)] = level.size


def main(target="127.0.0.1:8080"):
    with grpc.insecure_channel(target) as channel:
        books = book_service_pb2_grpc.BookServiceStub(channel)
        bids, asks, seq = {}, {}, 0
        request = book_service_pb2.StreamBooksRequest(pairs=["BTC-USDT"], depth=5, heartbeat_ms=5000)
        stream = books.StreamBooks(request)
        for count, book in enumerate(stream, 1):
            if book.HasField("prev_seq"):
                assert book.prev_seq == seq, "never: what does not fit comes as a snapshot"
            elif book.pair:  # a snapshot, which replaces everything; without a pair it is a sign of life
                bids, asks = {}, {}
            if book.pair:
                seq = book.seq
                change(bids, book.bids)
                change(asks, book.asks)
                print(f"best {max(bids)} / {min(asks)}{' STALE' if book.stale else ''}")
            if count == 10:
                stream.cancel()
                break

        book = books.GetBook(book_pb2.BookRequest(pair="BTC-USDT", depth=5), timeout=5)
        print(book.pair, "has", len(book.bids), "bids and", len(book.asks), "asks")


main(*sys.argv[1:])
