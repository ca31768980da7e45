"""The game over gRPC: halves what is left until the number is found, by whomever."""
import queue
import sys

import grpc
from quotegate.v1 import game_service_pb2 as game, game_service_pb2_grpc


def main(target="127.0.0.1:8080", user="python-player"):
    low, high = 1, 1000
    guesses = queue.SimpleQueue()

    def guess():
        guesses.put(game.Guess(user=user, number=(low + high) // 2))

    guess()
    with grpc.insecure_channel(target) as channel:
        for event in game_service_pb2_grpc.GameServiceStub(channel).Play(iter(guesses.get, None), timeout=30):
            print((low + high) // 2, event.message)
            if event.result in ("won", "over"):
                guesses.put(None)
                break
            if event.result == "too_low":
                low = (low + high) // 2 + 1
            else:
                high = (low + high) // 2 - 1
            guess()


main(*sys.argv[1:])
