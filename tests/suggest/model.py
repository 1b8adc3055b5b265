"""A small server of our own that answers as a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[[str], object]  # of the text of a report; None is refused


@dataclass(slots=True)
class SmallModel:
    """What the server answers and was asked."""

    answering: Answering
    spelling: str = "json_schema"  # the one that it knows; it answers others with status 500
    delay: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def reports(self) -> list[str]:
        """The texts that it was shown."""
        return [request["messages"][-1]["content"] for request in self.asked]


@contextmanager
def serving(model: SmallModel) -> Iterator[SmallModel]:
    """Serve a model at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        """Answers `POST /v1/chat/completions`."""

        def do_POST(self) -> None:
            """Answer."""
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(model.delay)
            known = request["response_format"]["type"] == model.spelling
            if known:
                model.asked.append(request)
            said = model.answering(request["messages"][-1]["content"])
            content = said if isinstance(said, str) else json.dumps(said)
            answer = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 50}}
            body = json.dumps(answer).encode()
            self.send_response(200 if known and said is not None else 500)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # who asked has given up
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        model.address = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
