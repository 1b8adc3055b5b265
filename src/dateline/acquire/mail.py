"""Mail: one message a report, alone or in a mailbox."""

from __future__ import annotations

import email
import mailbox
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Layout
from dateline.acquire.files import MOST_BYTES, MOST_TABLE_BYTES, check_size, file_content
from dateline.acquire.pages import report_of
from dateline.acquire.rows import certain_day
from dateline.errors import InputError
from dateline.stamps import read_stamp
from dateline.types import MediaType, Remark, Report, SetAside

# "Fwd: Re: " and their like: the mail is younger than what it passes on.
PASSED_ON: Final = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv)\s?:\s*)+", re.IGNORECASE)
HEADERS: Final = ("From", "Date", "Subject", "Message-ID", "To", "MIME-Version")
Mail = Iterator[Report | SetAside | Remark]


def read_mail(file: Path, name: str, layout: Layout) -> Mail:
    """A message in a file of its own.

    Raises:
        InputError: it is no message.
        OSError: it cannot be opened.
    """
    del layout
    data = file_content(file, binary=True)
    message = email.message_from_bytes(data)
    if not any(header in message for header in HEADERS):
        raise InputError("expected a mail message, found none of its headers (From, Date, Subject)")
    yield from message_report(data, message, name)


def read_mailbox(file: Path, name: str, layout: Layout) -> Mail:
    """The messages of a mailbox (mbox).

    Raises:
        InputError: it holds none.
        OSError: it cannot be opened.
    """
    del layout
    check_size(file, MOST_TABLE_BYTES, "split the mailbox")
    with file.open("rb") as stream:
        if not stream.read(LOOKED_AT).lstrip().startswith(b"From "):
            raise InputError("expected a mailbox (mbox), found no line that begins with 'From '")
    box = mailbox.mbox(file, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            data = box.get_bytes(key)
            if len(data) > MOST_BYTES:
                reason = f"expected at most {MOST_BYTES:,} bytes, found {len(data):,}"
                yield SetAside(f"{name}#{number}", "acquire", reason)
                continue
            yield from message_report(data, email.message_from_bytes(data), f"{name}#{number}")
    finally:
        box.close()


LOOKED_AT: Final = 200  # bytes


def message_report(data: bytes, message: Message, name: str) -> Iterator[Report | Remark]:
    """A message as a report; its text is taken out of it when it is read."""
    subject = header_words(message, "Subject")
    title = PASSED_ON.sub("", subject, count=1) if PASSED_ON.match(subject) else subject
    stamp = read_stamp(header_words(message, "Date")) if "Date" in message else None
    attached = sum(part.get_filename() is not None for part in message.walk())
    if attached:
        yield Remark(name, f"{attached} attachments are not read; save them as files")
    report = replace(report_of(data, name, MediaType.MAIL), title=title or None)
    if title != subject and stamp and stamp.days:
        yield replace(report, fetched=stamp.moment or _end_of(stamp.days[-1].last.isoformat()))
    else:
        yield replace(report, published=certain_day(stamp), stamp=stamp)


def _end_of(day: str) -> datetime:
    """The last moment of a day."""
    return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC)


def header_words(message: Message, name: str) -> str:
    """The words of a header, decoded as far as they can be."""
    raw = str(message.get(name, ""))
    try:
        words = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        words = raw
    return " ".join(words.split())
