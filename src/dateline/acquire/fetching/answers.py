"""What a server answered, as it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Final

UNCHANGED: Final = 304


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """An address with the bytes and headers that stood there at a time."""

    url: str  # as it was asked for
    final: str  # where redirects led
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked
    at: datetime

    @property
    def is_unchanged(self) -> bool:
        """Did the server say that the page is as it was?"""
        return self.status == UNCHANGED

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server gives."""
        message = Message()
        message["Content-Type"] = self.header("content-type").replace("\n", " ")
        return str(message.get_param("charset", ""))

    def header(self, name: str) -> str:
        """The first header of a name, in lower case; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")
