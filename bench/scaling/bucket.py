"""An S3-compatible store on this machine: moto's server, with one bucket."""

import os
import sys
from http.client import HTTPConnection

from bench.scaling.programs import free_port, listens, packages, until

NAME = "colophon-pictures"


def start_store(programs):
    """Start it; the settings with which the portal keeps its pictures there."""
    port = free_port()
    environment = os.environ | {"PYTHONPATH": packages("scale-moto", "moto[s3,server]")}
    serve = ("-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", port)
    programs.start("store", sys.executable, *serve, environment=environment)
    until(lambda: listens(port), 60, "the store")
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("PUT", f"/{NAME}")
    if connection.getresponse().status != 200:
        raise SystemExit("The store would not make a bucket.")
    return {
        "MEDIA_STORE": f"s3://{NAME}",
        "MEDIA_STORE_ENDPOINT": f"http://127.0.0.1:{port}",
        "MEDIA_STORE_REGION": "us-east-1",
        "MEDIA_STORE_KEY": "key",
        "MEDIA_STORE_SECRET": "secret",
    }
