"""The oddest files of each kind: each is recorded, or refused with one line that helps."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from acquire.samples import ATOM, MAIL, PAGE, PLAIN, RDF, RSS, TEXT, TITLE, pdf, warc, zipped
from dateline.acquire import Linked, acquire
from dateline.clean import clean_report
from dateline.errors import UnreadableError
from dateline.types import Remark, Report, SetAside

HEAD, FOOT = RSS[: RSS.index("<item>")], RSS[RSS.index("</channel>") :]
TOLD = "shot dead two shopkeepers"
Made = Callable[[], bytes]


def feed(*items: str) -> bytes:
    """A feed of these items."""
    return (HEAD + "".join(f"<item>{item}</item>" for item in items) + FOOT).encode()


FULL = f"<title>{TITLE}</title><description>{TEXT}</description>"
FEEDS: Mapping[str, tuple[Made, int]] = {
    "no entries at all": (feed, 0),
    "an entry of nothing": (lambda: feed("", FULL), 1),
    "a title alone": (lambda: feed(f"<title>{TITLE}</title>"), 0),
    "text in CDATA": (lambda: feed(f"<description><![CDATA[<p>{TEXT}</p>]]></description>"), 1),
    "text escaped twice": (lambda: feed(FULL.replace("Gunmen", "&amp;lt;b&amp;gt;Gunmen")), 1),
    "text in content:encoded": (
        lambda: feed(FULL + f"<content:encoded>{TEXT}</content:encoded>").replace(
            b"<rss", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ),
        1,
    ),
    "a link without a scheme": (lambda: feed(FULL + "<link>post.example/a</link>"), 1),
    "a link that is a script": (lambda: feed(FULL + "<link>javascript:alert(1)</link>"), 1),
    "a link of two lines": (lambda: feed(FULL + "<link>\nhttps://a.example/\n</link>"), 1),
    "one guid for all": (lambda: feed(FULL + "<guid>1</guid>", FULL + "<guid>1</guid>"), 2),
    "a date of the year 0": (lambda: feed(FULL + "<pubDate>Mon, 01 Jan 0000</pubDate>"), 1),
    "a date in words": (lambda: feed(FULL + "<pubDate>last Tuesday</pubDate>"), 1),
    "a channel within a channel": ((HEAD + RSS + FOOT).encode, 1),
    "tags in capitals": (lambda: feed(FULL).replace(b"item", b"ITEM"), 1),
    "no declaration": (lambda: feed(FULL).split(b"?>", 1)[1], 1),
    "a wrong declaration": (lambda: feed(FULL).replace(b"1.0", b"9.9", 1), 1),
    "an unknown encoding": (lambda: feed(FULL).replace(b"?>", b' encoding="x-none"?>', 1), 1),
    "UTF-16": (lambda: feed(FULL).decode().encode("utf-16"), 1),
    "control characters": (lambda: feed(FULL).replace(b"Gunmen", b"Gunmen \x01\x0b"), 1),
    "entities in UTF-16": (
        lambda: (
            feed(FULL)
            .decode()
            .replace("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss', 1)
            .encode("utf-16")
        ),
        0,
    ),
    "zero bytes": (lambda: feed(FULL).replace(b"Gunmen", b"\x00Gunmen"), 1),
    "spaces above": (lambda: b"\n\n  " + feed(FULL), 1),
    "HTML instead": (PAGE.encode, 0),
    "Atom that breaks off": (ATOM[: ATOM.index("</content>")].encode, 0),
    "RDF with a stylesheet": (
        lambda: RDF.replace("?>", '?><?xml-stylesheet href="a.xsl"?>', 1).encode(),
        1,
    ),
}
MAILS: Mapping[str, tuple[Made, int]] = {
    "parts that never end": (
        lambda: (
            MAIL.replace("text/plain; charset=utf-8", "multipart/mixed; boundary=x")
            .replace(TEXT, f"--x\r\nContent-Type: text/plain\r\n\r\n{TEXT}")
            .encode()
        ),
        1,
    ),
    "parts within parts": (
        (
            "From: a@b.example\nSubject: x\n"
            + "".join(
                f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(60)
            )
            + f"Content-Type: text/plain\n\n{TEXT}\n"
        ).encode,
        1,
    ),
    "a mail in a mail": (
        lambda: b"From: a@b.example\nContent-Type: message/rfc822\n\n" + MAIL.encode(),
        1,
    ),
    "a subject in pieces": (
        lambda: MAIL.replace(TITLE, "=?utf-8?q?Two_shop?=\r\n =?utf-8?q?keepers?=").encode(),
        1,
    ),
    "a subject of nonsense": (lambda: MAIL.replace(TITLE, "=?x?y?z?= =?utf-8?b?%%%?=").encode(), 1),
    "broken base64": (
        lambda: (
            MAIL.replace("charset=utf-8", "charset=utf-8\r\nContent-Transfer-Encoding: base64")
            .replace(TEXT, base64.b64encode(TEXT.encode()).decode()[:-3] + "*")
            .encode()
        ),
        0,
    ),
    "bytes of no encoding": (lambda: MAIL.encode().replace(b"Gunmen", b"Gunmen \xff\xfe"), 1),
    "headers of a long line": (lambda: b"X-Long: " + b"a" * 200_000 + b"\r\n" + MAIL.encode(), 1),
    "many headers": (
        lambda: b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + MAIL.encode(),
        1,
    ),
    "a date of the future": (lambda: MAIL.replace("2021", "9999").encode(), 1),
    "only an attachment": (
        lambda: MAIL.replace(
            "text/plain; charset=utf-8",
            'text/plain\r\nContent-Disposition: attachment; filename="a"',
        ).encode(),
        0,
    ),
}
PDFS: Mapping[str, tuple[Made, int]] = {
    "words before the mark": (lambda: b"junk\n" + pdf([TITLE, TEXT[:90], TEXT[90:180]]), 1),
    "words behind the end": (lambda: pdf([TITLE, TEXT[:90]]) + b"\njunk" * 99, 1),
    "no table of places": (
        lambda: pdf([TITLE, TEXT[:90]]).replace(b"startxref", b"startxxxx"),
        1,
    ),
    "a table of wrong places": (
        lambda: pdf([TITLE, TEXT[:90]]).replace(b"0000000", b"0000009"),
        1,
    ),
    "a page that is its own parent": (
        lambda: pdf([TITLE]).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        0,
    ),
    "very many pages that are one": (
        lambda: pdf([TITLE]).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R]/Count 99999999"),
        1,
    ),
    "an encryption that is none": (
        lambda: pdf([TITLE]).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R"),
        1,
    ),
    "a script": (
        lambda: pdf([TITLE, TEXT[:90]]).replace(
            b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        ),
        1,
    ),
    "a mark and nothing else": (lambda: b"%PDF-1.7\n", 0),
    "zeros": (lambda: b"%PDF-1.7\n" + bytes(100_000), 0),
}


def record(**changed: str) -> bytes:
    """A record of a web archive with other headers."""
    data = warc(PAGE.encode())
    for name, value in changed.items():
        head = name.replace("_", "-").encode()
        start = data.index(head + b": ")
        data = data[:start] + head + b": " + value.encode() + data[data.index(b"\r\n", start) :]
    return data


ARCHIVES: Mapping[str, tuple[str, Made, int]] = {
    "records packed one by one": (
        "a.warc.gz",
        lambda: (
            gzip.compress(warc(PAGE.encode())) + gzip.compress(warc(PLAIN.encode(), "text/plain"))
        ),
        2,
    ),
    "records packed as one": ("a.warc.gz", lambda: gzip.compress(warc(PAGE.encode()) * 2), 1),
    "a length that is too long": ("a.warc", lambda: record(Content_Length="99999999"), 1),
    "a length that is none": ("a.warc", lambda: record(Content_Length="many"), 0),
    "a length below zero": ("a.warc", lambda: record(Content_Length="-1"), 0),
    "a date that is none": ("a.warc", lambda: record(WARC_Date="yesterday"), 1),
    "an address that is none": ("a.warc", lambda: record(WARC_Target_URI="not an address"), 0),
    "an address of two lines": ("a.warc", lambda: record(WARC_Target_URI="a\n b"), 0),
    "another version": ("a.warc", lambda: warc(PAGE.encode()).replace(b"WARC/1.0", b"WARC/9.9"), 0),
    "requests only": (
        "a.warc",
        lambda: warc(PAGE.encode()).replace(b": response", b": request"),
        0,
    ),
    "a record that breaks off": ("a.warc", lambda: warc(PAGE.encode())[:500], 0),
    "an answer packed badly": (
        "a.warc",
        lambda: warc(PAGE.encode(), "text/html\r\nContent-Encoding: gzip"),
        1,
    ),
    "an answer in pieces that are none": (
        "a.warc",
        lambda: warc(PAGE.encode(), "text/html\r\nTransfer-Encoding: chunked"),
        1,
    ),
    "the end of another": ("a.warc", lambda: warc(PAGE.encode())[100:], 0),
    "an archive of the old form": (
        "a.warc",
        lambda: b"filedesc://a.arc 0.0.0.0 20210304000000 text/plain 9\n1 0 x\n\n",
        0,
    ),
    "a package with two archives": (
        "a.wacz",
        lambda: zipped(
            {"archive/a.warc": warc(PAGE.encode()), "b.warc": warc(PLAIN.encode(), "text/plain")}
        ),
        2,
    ),
    "a package with a broken archive": (
        "a.wacz",
        lambda: zipped({"a.warc.gz": b"\x1f\x8bno", "b.warc": warc(PAGE.encode())}),
        1,
    ),
    "a package with a list of nonsense": (
        "a.wacz",
        lambda: zipped({"datapackage.json": "[" * 9_000, "b.warc": warc(PAGE.encode())}),
        1,
    ),
    "a package that is cut off": (
        "a.wacz",
        lambda: zipped({"b.warc": warc(PAGE.encode())})[:-30],
        0,
    ),
    "a package of names alone": ("a.wacz", lambda: zipped({"a.warc/": b"", "archive/": b""}), 0),
}


def broken_zip(name: str, at: int) -> bytes:
    """An archive with a byte that is not as it was."""
    data = bytearray(zipped({name: PLAIN, "b.txt": PLAIN + "More is not known."}))
    data[at] ^= 0xFF
    return bytes(data)


def twice() -> bytes:
    """An archive with two files of one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", PLAIN)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", PLAIN + "Later news follows here.")
    return stream.getvalue()


def packed(way: int) -> bytes:
    """An archive that is packed in another way."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        archive.writestr("a.txt", PLAIN)
    return stream.getvalue()


ZIPS: Mapping[str, tuple[Made, int]] = {
    "nothing in it": (lambda: zipped({}), 0),
    "folders only": (lambda: zipped({"a/": b"", "a/b/": b""}), 0),
    "two files of one name": (twice, 2),
    "a byte changed in a file": (lambda: broken_zip("a.txt", 60), 1),
    "a byte changed in a name": (lambda: broken_zip("a.txt", 31), 1),
    "a byte changed in the mark": (lambda: broken_zip("a.txt", 0), 1),
    "cut off in the middle": (lambda: zipped({"a.txt": PLAIN * 50})[:90], 0),
    "words before it": (lambda: b"#!/bin/sh\n" * 9 + zipped({"a.txt": PLAIN}), 1),
    "words behind it": (lambda: zipped({"a.txt": PLAIN}) + b"junk" * 9, 1),
    "not packed": (lambda: packed(zipfile.ZIP_STORED), 1),
    "packed with bzip2": (lambda: packed(zipfile.ZIP_BZIP2), 1),
    "packed with LZMA": (lambda: packed(zipfile.ZIP_LZMA), 1),
    "packed in an unknown way": (
        lambda: zipped({"a.txt": PLAIN}).replace(b"\x08\x00", b"\x63\x00"),
        0,
    ),
    "a list of links": (lambda: zipped({"a.url": "[InternetShortcut]\nURL=https://a.example/"}), 0),
    "tables and lists": (
        lambda: zipped({"a.json": json.dumps([{"text": TEXT}]), "b.opml": "x"}),
        1,
    ),
}
EVERYTHING = {
    **{f"feed: {name}": ("a.rss", *rest) for name, rest in FEEDS.items()},
    **{f"mail: {name}": ("a.eml", *rest) for name, rest in MAILS.items()},
    **{f"PDF: {name}": ("a.pdf", *rest) for name, rest in PDFS.items()},
    **{f"web archive: {name}": rest for name, rest in ARCHIVES.items()},
    **{f"ZIP: {name}": ("a.zip", *rest) for name, rest in ZIPS.items()},
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_oddest_files_are_recorded_or_refused_with_one_line(name: str, tmp_path: Path) -> None:
    file, made, many = EVERYTHING[name]
    (tmp_path / file).write_bytes(made())
    read, refused = [], []
    for each in acquire([tmp_path / file]):
        assert not isinstance(each, Linked)
        if isinstance(each, SetAside):
            refused.append(each.reason)
        elif isinstance(each, Report):
            try:
                read.append(" ".join(clean_report(each).text.split()))
            except UnreadableError as error:
                refused.append(str(error))
        else:
            assert isinstance(each, Remark)
    assert read or refused
    assert many == len(read), refused
    for reason in refused:
        assert reason.startswith("expected"), reason
        assert "\n" not in reason
