"""Chat over gRPC: joins a room, says something, hears it with everybody else, and leaves."""
import queue
import sys

import grpc
from quotegate.v1 import chat_service_pb2 as chat, chat_service_pb2_grpc


def main(target="127.0.0.1:8080", user="python"):
    said = queue.SimpleQueue()  # what is put here is said; None ends the call
    said.put(chat.ChatRequest(join=chat.ChatJoin(room="lobby", user=user)))
    with grpc.insecure_channel(target) as channel:
        for reply in chat_service_pb2_grpc.ChatServiceStub(channel).Chat(iter(said.get, None), timeout=30):
            if reply.HasField("joined"):
                print("members:", ", ".join(reply.joined.members))
                said.put(chat.ChatRequest(say=chat.ChatSay(text="hello from Python")))
            elif reply.HasField("push") and reply.push.type == "message":
                print(f"{reply.push.user}: {reply.push.text}")
                if reply.push.user == user:
                    said.put(chat.ChatRequest(leave=chat.ChatLeave()))
            elif reply.HasField("left"):
                print("left", reply.left.room)
                said.put(None)


main(*sys.argv[1:])
