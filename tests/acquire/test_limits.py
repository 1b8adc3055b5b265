"""Files that are built to exhaust, to escape or to spy cost themselves and nothing else."""

from __future__ import annotations

import gzip
import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from acquire.fetching.servers import Site, served
from acquire.samples import RSS, TEXT, docx, pdf, warc, xlsx, zipped
from dateline.acquire import READERS, Arrival, Ways, acquire, received_report
from dateline.clean import clean_report
from dateline.errors import UnreadableError
from dateline.types import Report, SetAside
from dateline.workers import in_order, streaming

MEGABYTE = 1_000_000
MOST_MEMORY = 256  # MB
MOST_SECONDS = 2.0  # of processor time
FLOODS = 10.0  # seconds of processor time
# Reads folders, each on a process forked from a small one, and tells what its reader took, in MB
# and seconds: what the tests themselves hold in memory counts with no reader.
PROBE = """
import json, os, resource, sys
from pathlib import Path
from dateline.acquire import Ways, acquire
from dateline.types import Report
from dateline.workers import streaming
for folder in sys.stdin:
    if os.fork():
        os.wait()
        continue
    found = list(acquire([Path(folder.rstrip())], ways=Ways(apart=streaming)))
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({
        "reports": sum(isinstance(each, Report) for each in found),
        "reasons": [each.reason for each in found if hasattr(each, "reason")],
        "memory": took.ru_maxrss / 1024,
        "seconds": took.ru_utime + took.ru_stime,
    }), flush=True)
    os._exit(0)
"""
Probe = Callable[[Path], Any]


@pytest.fixture(name="probe", scope="module")
def _probe() -> Iterator[Probe]:
    """Reads a folder in a small process; gives how many reports, why none, memory and seconds."""
    with subprocess.Popen(
        [sys.executable, "-c", PROBE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def probe(folder: Path) -> Any:  # noqa: ANN401  what JSON holds
            asked.write(f"{folder}\n")
            asked.flush()
            return json.loads(told.readline())

        yield probe
        asked.close()


def apart(path: Path) -> list[Arrival]:
    """What a file or folder holds, read in a process of its own."""
    return list(acquire([path], ways=Ways(apart=streaming)))


# ------------------------------------------------------------------ bombs


def quine() -> bytes:
    """An archive that holds itself, by name."""
    inner = zipped({"r.zip": b"PK\x03\x04"})
    return zipped({"r.zip": inner})


def nested(levels: int) -> bytes:
    """An archive in an archive, and so on, with zeros at the bottom."""
    data = zipped({"0.txt": bytes(10 * MEGABYTE)})
    for level in range(levels):
        data = zipped({f"{level}.zip": data})
    return data


def overlapping() -> bytes:
    """An archive whose entries all stand at one place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", bytes(900_000))
        (first,) = archive.infolist()
        for number in range(1, 900):
            entry = zipfile.ZipInfo(f"{number}.txt")
            for name in ("CRC", "compress_size", "file_size", "compress_type", "header_offset"):
                setattr(entry, name, getattr(first, name))
            archive.filelist.append(entry)
            archive.NameToInfo[entry.filename] = entry
    return stream.getvalue()


def sheet_of_zeros() -> bytes:
    """A workbook whose one sheet is very many empty rows."""
    whole = {
        name: archive.read(name)
        for archive in [opened(xlsx([["text"]]))]
        for name in archive.namelist()
    }
    rows = b"<row/>" * (100 * MEGABYTE // 6)
    sheet = "xl/worksheets/sheet1.xml"
    return zipped({**whole, sheet: whole[sheet].replace(b"<sheetData>", b"<sheetData>" + rows)})


def opened(data: bytes) -> zipfile.ZipFile:
    """An archive."""
    return zipfile.ZipFile(io.BytesIO(data))


BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "gzip of spaces": ("a.txt.gz", lambda: gzip.compress(b" " * 300 * MEGABYTE, 1)),
    "gzip of gzip": ("a.txt.gz.gz", lambda: gzip.compress(gzip.compress(bytes(99 * MEGABYTE), 1))),
    "gzip of many members": ("a.txt.gz", lambda: gzip.compress(bytes(MEGABYTE)) * 300),
    "ZIP of zeros": ("a.zip", lambda: zipped({"a.txt": bytes(300 * MEGABYTE)})),
    "ZIP of ZIPs": ("a.zip", lambda: nested(5)),
    "ZIP of itself": ("a.zip", quine),
    "ZIP of one place": ("a.zip", overlapping),
    "workbook of empty rows": ("a.xlsx", sheet_of_zeros),
    "workbook of zeros": ("a.ods", lambda: zipped({"content.xml": bytes(250 * MEGABYTE)})),
    "Word document of zeros": ("a.docx", lambda: zipped({"word/document.xml": bytes(99_999_999)})),
    "web archive of spaces": (
        "a.warc.gz",
        lambda: gzip.compress(warc(b"<html>" + b" " * 200 * MEGABYTE), 1),
    ),
    "package of a web archive": (
        "a.wacz",
        lambda: zipped({"archive/a.warc.gz": gzip.compress(warc(b"<html>" + bytes(150_000_000)))}),
    ),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux counts")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_two_seconds_and_256_megabytes(
    name: str, tmp_path: Path, probe: Probe
) -> None:
    file, content = BOMBS[name]
    (tmp_path / file).write_bytes(content())
    told = probe(tmp_path)
    assert 0 == told["reports"]
    assert told["reasons"]
    assert all(reason.startswith("expected") for reason in told["reasons"])
    assert told["memory"] < MOST_MEMORY
    assert told["seconds"] < MOST_SECONDS


# ------------------------------------------------------------------ limits


class Greedy:
    """A library that takes too much, as one with a fault may."""

    def __init__(self, code: str) -> None:
        """Note how."""
        self.code = code

    def __call__(self, *_: object) -> Iterator[Arrival]:
        """Take it."""
        yield eval(self.code)  # noqa: S307  code of ours


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(
            "sum(iter(int, 1))",
            "more than 10 seconds of processor time",
            marks=pytest.mark.slow,
        ),
        ("bytearray(1 << 31)", "more than 1 GB of memory"),
        ("__import__('os')._exit(9)", "ended the process (status 9)"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "ended the process (status -9)"),
    ],
)
def test_a_reader_that_takes_too_much_costs_its_file_and_no_other(
    code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.workers.MOST_SECONDS", 1)
    monkeypatch.setitem(READERS, ".pdf", Greedy(code))
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(f"{name}: {TEXT}")
    (tmp_path / "b.pdf").write_bytes(pdf([TEXT]))
    one, aside, other = apart(tmp_path)
    assert ["a.txt", "b.pdf", "c.txt"] == [one.name, aside.name, other.name]
    assert isinstance(aside, SetAside)
    assert said in aside.reason


def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    (tmp_path / "b.csv").write_text(f'url,text\nhttps://a.example/1,"{TEXT}"\n')
    (tmp_path / "c.zip").write_bytes(zipped({"d.txt": TEXT, "e.bin": b"\x00"}))
    assert list(acquire([tmp_path])) == apart(tmp_path)


def test_reading_can_stop_in_the_middle_of_a_file(tmp_path: Path) -> None:
    rows = "".join(f'"{number}: {TEXT}"\n' for number in range(2_000))
    (tmp_path / "a.csv").write_text("text\n" + rows)
    arrivals = acquire([tmp_path], ways=Ways(apart=streaming))
    assert isinstance(next(arrivals), Report)
    arrivals.close()  # type: ignore[attr-defined]


# ------------------------------------------------------------------ spies

ENTITY = '<!DOCTYPE {root} [<!ENTITY x SYSTEM "{target}">]>'
PARAMETER = '<!DOCTYPE {root} [<!ENTITY % x SYSTEM "{target}"> %x;]>'
OUTSIDE = '<!DOCTYPE {root} SYSTEM "{target}">'
LAUGHS = (
    '<!DOCTYPE {root} [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {one} "{f"&{before};" * 10}">'
        for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + '<!ENTITY x "&i;">]>'
)
QUADRATIC = '<!DOCTYPE {root} [<!ENTITY x "' + "a" * 50_000 + '">]>'
WAYS = {"entity": ENTITY, "parameter": PARAMETER, "outside": OUTSIDE, "laughs": LAUGHS}
WAYS = {**WAYS, "quadratic": QUADRATIC}


def spying(kind: str, declaration: str, target: str) -> tuple[str, bytes]:
    """A file of a kind whose XML asks for something else."""
    roots = {"rss": "rss", "atom": "feed", "sitemap": "urlset", "opml": "opml", "docx": "document"}
    head = '<?xml version="1.0"?>' + declaration.format(root=roots.get(kind, "x"), target=target)
    some = "&x;" * (200 if "aaaa" in declaration else 1)
    item = f"<item><title>{some}</title><description>{TEXT} {some}</description></item>"
    bodies = {
        "rss": f"{head}<rss version='2.0'><channel>{item}</channel></rss>",
        "atom": f"{head}<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>{some}</title>"
        f"<content>{TEXT} {some}</content></entry></feed>",
        "sitemap": f"{head}<urlset><url><loc>{some}</loc></url></urlset>",
        "opml": f"{head}<opml><body><outline text='{some}'/></body></opml>",
        "docx": f"{head}<document><p>{some}</p></document>",
    }
    if kind == "docx":
        whole = {
            name: archive.read(name)
            for archive in [opened(docx([TEXT]))]
            for name in archive.namelist()
        }
        return "a.docx", zipped({**whole, "word/document.xml": bodies[kind]})
    if kind == "xlsx":
        whole = {
            name: archive.read(name)
            for archive in [opened(xlsx([["text"], [TEXT]]))]
            for name in archive.namelist()
        }
        sheet = "xl/worksheets/sheet1.xml"
        body = whole[sheet].decode().replace(TEXT, TEXT + some)
        return "a.xlsx", zipped({**whole, sheet: head + body})
    return {"rss": "a.rss", "atom": "a.atom", "sitemap": "a.xml", "opml": "a.opml"}[kind], bodies[
        kind
    ].encode()


@pytest.fixture(name="canary", scope="module")
def _canary() -> Iterator[Site]:
    """A server that nothing may ask."""
    with served() as site:
        yield site


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["rss", "atom", "sitemap", "opml", "xlsx", "docx"])
def test_xml_opens_no_file_and_no_connection(
    kind: str, way: str, tmp_path: Path, canary: Site, probe: Probe
) -> None:
    """Thirty files: what they ask for stands in no report, and no server is asked."""
    secret = tmp_path / "secret"
    secret.write_text("canary of the mine")
    (tmp_path / "in").mkdir()
    for number, target in enumerate((secret.as_uri(), str(secret), canary.at("/x.dtd"))):
        name, content = spying(kind, WAYS[way], target)
        (tmp_path / "in" / f"{number}{name}").write_bytes(content)
    assert probe(tmp_path / "in")["seconds"] < MOST_SECONDS
    for each in apart(tmp_path / "in"):
        if isinstance(each, Report):
            assert b"canary" not in each.content
            try:
                assert "canary" not in clean_report(each).text
            except UnreadableError:
                continue
    assert [] == canary.asked


def test_a_feed_with_very_many_ordinary_references_is_read(tmp_path: Path) -> None:
    many = RSS.replace(TEXT, TEXT + " &amp; &lt;b&gt; &#8217;" * 60_000)
    (tmp_path / "a.rss").write_text(many)
    (report,) = apart(tmp_path)
    assert isinstance(report, Report)


def test_a_feed_with_a_flood_of_comments_is_read_at_once(tmp_path: Path, probe: Probe) -> None:
    (tmp_path / "a.rss").write_text(RSS.replace(TEXT, TEXT + "&lt;!--" * 60_000))
    told = probe(tmp_path)
    assert 1 == told["reports"]
    assert told["seconds"] < MOST_SECONDS


ARTICLE = f"<article><h1>Shots in the harbour</h1><p>{TEXT}</p>%s</article>"
PAGE_FLOODS = {
    "attributes of one tag": "<p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">x</p>",
    "attributes of many tags": ("<p " + " ".join(f"a{n}=1" for n in range(900)) + ">x</p>") * 100,
    "tags": "<p>x</p>" * 120_000,
    "depth": "<div>" * 50_000,
    "open comments": "<!--" * 150_000,
    "comments": "<!-- x -->" * 100_000,
    "links": "<a href=x>word </a>" * 20_000,
    "references": "<p>" + "&amp;" * 1_000_000,
    "open scripts": "<script>" * 150_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGE_FLOODS)
def test_a_flooded_page_ends_in_time_and_the_next_one_is_read(name: str) -> None:
    texts = (ARTICLE % PAGE_FLOODS[name], ARTICLE % "")
    pages = [
        replace(received_report(f"<html><body>{text}".encode(), str(n)), url="https://a.example/")
        for n, text in enumerate(texts)
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    (_, _), (_, other) = in_order(cleaned, pages, 1, lambda _, reason: reason)
    took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert TEXT in other
    assert took < FLOODS + 3.0  # for the second page, and for a process in the place of a dead one


def cleaned(report: Report) -> str:
    """The text of a report, or why it has none."""
    try:
        return clean_report(report).text
    except UnreadableError as error:
        return str(error)


# ------------------------------------------------------------------ names

HOSTILE = [
    *(
        "../up.txt",
        "../../up.txt",
        "a/../../up.txt",
        "..\\up.txt",
        "..\\..\\up.txt",
        "a\\..\\b.txt",
    ),
    *("/etc/up.txt", "//etc/up.txt", "/up.txt", "\\up.txt", "C:\\up.txt", "C:/up.txt", "c:up.txt"),
    *(
        "\\\\host\\share\\up.txt",
        "//host/share/up.txt",
        "file:///up.txt",
        "~/up.txt",
        "~root/a.txt",
    ),
    *("$HOME/up.txt", "%TEMP%\\up.txt", "`touch up`.txt", "$(touch up).txt", "; touch up;.txt"),
    *("|touch up.txt", "-rf.txt", "--help.txt", "con.txt", "NUL.txt", "aux", "lpt1.txt", "com1"),
    *("a\x00b.txt", "a\nb.txt", "a\rb.txt", "a\x1b[2Jb.txt", "\u202etxt.exe.txt", "a\u200b.txt"),
    *(
        "．．/up.txt",
        "..%2fup.txt",
        "%2e%2e/up.txt",
        "..;/up.txt",
        ".../up.txt",
        "a/./../../up.txt",
    ),
    *("a" * 255 + ".txt", "b" * 4_000 + ".txt", "/".join("c" * 500) + ".txt", " .txt", "a.txt "),
    *("a.txt.", "a.txt:stream", "/proc/self/environ", "/dev/null", "", "/", "a/", "é\u0301.txt"),
]


def tree(folder: Path) -> list[str]:
    """All that stands in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_hostile_names_write_nothing_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(inner)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, name in enumerate(HOSTILE):
            entry = zipfile.ZipInfo("placeholder")
            entry.filename = name  # as it is, not as the library would write it
            archive.writestr(entry, f"{number}: {TEXT}")
    (inner / "in.zip").write_bytes(stream.getvalue())
    before = tree(tmp_path)
    found = apart(inner / "in.zip")
    assert before == tree(tmp_path)
    assert len(HOSTILE) >= 50
    assert sum(isinstance(each, Report) for each in found) > len(HOSTILE) / 2, found
    assert all(isinstance(each, Report) or "\n" not in str(each) for each in found)
