"""Files over gRPC: the list, and the newest file, whose SHA-256 is compared. A part that is there already is gone on with."""
import hashlib
import os
import sys

import grpc
from quotegate.v1 import file_service_pb2, file_service_pb2_grpc


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") \
            else hashlib.sha256(file.read()).hexdigest()


def main(target="127.0.0.1:8080", to="."):
    with grpc.insecure_channel(target) as channel:
        files = file_service_pb2_grpc.FileServiceStub(channel)
        listed = files.ListFiles(file_service_pb2.ListFilesRequest(), timeout=5).files
        for file in listed:
            print(file.name, file.size, file.sha256 or "not computed yet")

        path = os.path.join(to, os.path.basename(listed[0].name))
        offset = os.path.getsize(path) if os.path.exists(path) else 0
        request = file_service_pb2.FileRequest(name=listed[0].name, offset=offset)
        with open(path, "ab") as file:
            for chunk in files.Download(request):
                if chunk.HasField("header"):
                    header = chunk.header
                file.write(chunk.data)
        right = not header.HasField("sha256") or header.sha256 == sha256(path)
        print(path, os.path.getsize(path), "bytes,", "right" if right else "damaged")


main(*sys.argv[1:])
