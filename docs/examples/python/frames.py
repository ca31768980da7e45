"""JSON in frames of a length and a payload, plain or over TLS, with nothing but Python's own library.

    python3 frames.py 127.0.0.1 8080
    python3 frames.py localhost 8080 data/demo/tls/cert.pem
"""
import json
import socket
import ssl
import struct
import sys


def connect(host, port, authority=None):
    plain = socket.create_connection((host, port), timeout=20)
    if authority is None:
        return plain
    # The gateway's own certificate is its own authority; the host's name is compared, too.
    return ssl.create_default_context(cafile=authority).wrap_socket(plain, server_hostname=host)


def send(connection, message):
    payload = json.dumps(message).encode()
    connection.sendall(struct.pack(">I", len(payload)) + payload)


def receive(stream):
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError("the gateway has closed the connection")
    return json.loads(stream.read(struct.unpack(">I", head)[0]))


def main(host="127.0.0.1", port="8080", authority=None):
    with connect(host, int(port), authority) as connection, connection.makefile("rb") as stream:
        print(connection.version() if authority else "plain")
        send(connection, {"op": "quote", "pair": "BTC-USDT", "id": 1})
        quote = receive(stream)["data"]
        print(quote["pair"], "bid", quote["bid"], "ask", quote["ask"])

        send(connection, {"op": "subscribe", "channel": "quotes", "pairs": ["ETH-USDT"], "id": 2})
        quotes = 0
        while quotes < 5:
            message = receive(stream)  # an answer has "event", a push "channel"
            if message.get("channel") == "quotes":
                quotes += 1
                print(message["pair"], f"#{message['seq']}", message["bid"])
            elif message["event"] == "error":
                raise SystemExit(message["message"])
        send(connection, {"op": "bye"})


main(*sys.argv[1:])
