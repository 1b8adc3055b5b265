"""Odd feeds, mails, archives and documents: each is read, or refused with one line that helps."""

from __future__ import annotations

import base64
import gzip
import io
import json
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from acquire.samples import (
    ATOM,
    CSV,
    DAY,
    MAIL,
    PAGE,
    PLAIN,
    RSS,
    TABLE,
    TEXT,
    TITLE,
    docx,
    lined,
    ods,
    pdf,
    warc,
    xlsx,
    zipped,
)
from dateline.acquire import Arrival, acquire
from dateline.clean import clean_report
from dateline.errors import DatelineError
from dateline.types import Remark, Report, SetAside

ITEM = RSS[RSS.index("<item>") : RSS.index("</channel>")]
HEAD, FOOT = RSS[: RSS.index("<item>")], RSS[RSS.index("</channel>") :]
LATER = "Nobody was held for the shooting by Tuesday evening, a spokesman of the police said."


def arrivals(path: Path, content: bytes) -> list[Arrival]:
    """What a file with this content holds."""
    path.write_bytes(content)
    return list(acquire([path]))


def texts(found: list[Arrival]) -> list[str]:
    """The readable text of each report."""
    return [clean_report(each).text for each in found if isinstance(each, Report)]


def reasons(found: list[Arrival]) -> list[str]:
    """Why something is set aside, also when it is read."""
    told = [each.reason for each in found if isinstance(each, SetAside)]
    for each in found:
        if isinstance(each, Report):
            try:
                clean_report(each)
            except DatelineError as error:
                told.append(str(error))
    return told


def mail(headers: str, body: str | bytes) -> bytes:
    """A message with these headers besides a sender and a date."""
    head = f"From: a@b.example\nDate: Thu, 4 Mar 2021 08:00:00 +0800\n{headers}\n\n"
    return head.encode() + (body.encode() if isinstance(body, str) else body)


def linked_zip() -> bytes:
    """An archive with a link in the place of a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("secret.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def locked_zip() -> bytes:
    """An archive whose only file is marked as locked with a password."""
    data = bytearray(zipped({"a.txt": PLAIN}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


# name, content, how many reports
READ: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "feed without dates": ("a.rss", lambda: RSS.replace("pubDate", "x").encode(), 1),
    "feed with a mark": ("a.rss", lambda: b"\xef\xbb\xbf" + RSS.encode(), 1),
    "feed in Windows-1252": (
        "a.rss",
        lambda: RSS.replace('"1.0"?', '"1.0" encoding="windows-1252"?').encode("cp1252"),
        1,
    ),
    "feed with HTML entities": ("a.rss", lambda: RSS.replace("Gunmen", "Gunmen&nbsp;").encode(), 1),
    "feed that breaks off": ("a.rss", (HEAD + ITEM).encode, 1),
    "feed with markup unescaped": ("a.rss", lambda: RSS.replace("&", "<br/>").encode(), 1),
    "feed with many entries": (
        "a.rss",
        (HEAD + "".join(ITEM.replace(TITLE, f"{TITLE} {n}") for n in range(9)) + FOOT).encode,
        9,
    ),
    "Atom with a summary only": ("a.atom", lambda: ATOM.replace("content", "summary").encode(), 1),
    "JSON Feed": (
        "feed.json",
        lambda: json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [
                    {"id": "1", "content_html": f"<p>{TEXT}</p><p>{LATER}</p>", "title": TITLE},
                    {"id": "2", "content_text": TEXT, "date_published": "2021-03-04T08:00:00Z"},
                ],
            }
        ).encode(),
        2,
    ),
    "mail in HTML": ("a.eml", lambda: mail("Content-Type: text/html", PAGE), 1),
    "mail in base64": (
        "a.eml",
        lambda: mail(
            "Content-Type: text/plain; charset=utf-16-le\nContent-Transfer-Encoding: base64",
            base64.encodebytes(TEXT.encode("utf-16-le")),
        ),
        1,
    ),
    "mail of an unknown charset": (
        "a.eml",
        lambda: mail("Content-Type: text/plain; charset=x-unknown", TEXT),
        1,
    ),
    "mail of a charset with a NUL": (
        "a.eml",
        lambda: mail('Content-Type: text/plain; charset="utf-\x008"', TEXT),
        1,
    ),
    "mail without a subject": ("a.eml", lambda: mail("X-Odd: 1", TEXT), 1),
    "mail with a broken date": ("a.eml", lambda: MAIL.replace("Thu, 04 Mar", "the").encode(), 1),
    "mailbox of three": (
        "a.mbox",
        lambda: "".join(
            f"From x Thu Mar  4 08:00:00 2021\n{MAIL}{n}\n\n" for n in range(3)
        ).encode(),
        3,
    ),
    "ZIP of many kinds": (
        "a.zip",
        lambda: zipped(
            {
                "a.txt": PLAIN,
                "b/page.html": PAGE,
                "c.csv": CSV,
                "d.docx": docx([TITLE, TEXT]),
                "e.xlsx": xlsx(TABLE),
                "f.eml": MAIL,
            }
        ),
        6,
    ),
    "ZIP with names that lead out": ("a.zip", lambda: zipped({"../../a.txt": PLAIN}), 1),
    "ZIP with parts of a saved page": (
        "a.zip",
        lambda: zipped({"a.html": PAGE, "a_files/x.txt": PLAIN, "__MACOSX/._a.html": b"\x00"}),
        1,
    ),
    "gzip of a table": ("a.csv.gz", lambda: gzip.compress(CSV.encode()), 1),
    "workbook with a title above": ("a.xlsx", lambda: xlsx([["All reports"], [], *TABLE]), 1),
    "sheet with empty rows": ("a.ods", lambda: ods([*TABLE[:1], [], *TABLE[1:]]), 1),
    "web archive with pictures": (
        "a.warc",
        lambda: warc(b"\x89PNG", "image/png") + warc(PAGE.encode()),
        1,
    ),
    "web archive of a PDF": (
        "a.warc",
        lambda: warc(pdf([TITLE, "", *lined(TEXT)]), "application/pdf"),
        1,
    ),
    "PDF of two columns' width": ("a.pdf", lambda: pdf([TITLE, "", *lined(TEXT, 38)]), 1),
}


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read(name: str, tmp_path: Path) -> None:
    file, content, many = READ[name]
    found = arrivals(tmp_path / file, content())
    assert [] == reasons(found)
    assert many == len(texts(found))
    assert all("shot dead two shopkeepers" in " ".join(text.split()) for text in texts(found))


# name, content, a part of the reason
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "feed without entries": ("a.rss", (HEAD + FOOT).encode, "found none"),
    "feed with entities of its own": (
        "a.rss",
        lambda: RSS.replace("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss', 1).encode(),
        "entities of its own",
    ),
    "sitemap": (
        "a.xml",
        lambda: b"<urlset>" + b"<url><loc>https://a.example/</loc></url>" * 12 + b"</urlset>",
        "12 addresses; add --fetch to fetch them",
    ),
    "list of feeds": (
        "a.xml",
        lambda: b'<opml><outline xmlUrl="https://a.example/"/></opml>',
        "1 address; add --fetch to fetch it",
    ),
    "other XML": ("a.xml", lambda: b"<invoice/>", "expected a feed"),
    "list of addresses": ("a.txt", lambda: b"https://a.example/\n" * 12, "12 addresses"),
    "mail without a text": ("a.eml", lambda: mail("Content-Type: image/png", b"\x89"), "a text"),
    "text named mail": ("a.eml", TEXT.encode, "none of its headers"),
    "text named mailbox": ("a.mbox", TEXT.encode, "begins with 'From '"),
    "saved page without a page": ("a.mhtml", lambda: mail("X: 1", TEXT), "found no HTML"),
    "ZIP in a ZIP": (
        "a.zip",
        lambda: zipped({"b.zip": zipped({"a.txt": PLAIN})}),
        "archive within",
    ),
    "ZIP with a link": ("a.zip", linked_zip, "found a link"),
    "ZIP with a password": ("a.zip", locked_zip, "with a password"),
    "ZIP of very many files": (
        "a.zip",
        lambda: zipped({f"{n}.txt": "x" for n in range(1001)}),
        "at most 1,000 files, found 1,001",
    ),
    "ZIP of zeros": ("a.zip", lambda: zipped({"a.txt": bytes(30_000_000)}), "at most 200 bytes"),
    "workbook of zeros": ("a.xlsx", lambda: zipped({"a": bytes(30_000_000)}), "at most 200 bytes"),
    "gzip of zeros": ("a.txt.gz", lambda: gzip.compress(bytes(30_000_000)), "found more"),
    "gzip of nothing known": ("a.gz", lambda: gzip.compress(PLAIN.encode()), "a known kind"),
    "workbook without texts": ("a.xlsx", lambda: xlsx([["id", "n"], ["1", "2"]]), "--map text"),
    "ZIP named workbook": ("a.xlsx", lambda: zipped({"a.txt": PLAIN}), "expected a spreadsheet"),
    "document that is no archive": ("a.docx", lambda: b"words", "expected an intact .docx file"),
    "ZIP named document": ("a.docx", lambda: zipped({"a.txt": PLAIN}), "expected a Word document"),
    "document without text": ("a.docx", lambda: docx([]), "without a readable sentence"),
    "PDF without text": ("a.pdf", lambda: pdf([]), "recognise their text (OCR)"),
    "PDF that breaks off": ("a.pdf", lambda: pdf(lined(TEXT))[:200], "expected an intact PDF"),
    "web archive of pictures": ("a.warc", lambda: warc(b"\x89PNG", "image/png"), "with pages"),
    "web archive of errors": ("a.warc", lambda: warc(b"x", status="404 Not Found"), "with pages"),
    "package that refers to others": (
        "a.wacz",
        lambda: zipped({"datapackage.json": '{"resources": [{"path": "b.wacz"}]}'}),
        "references to b.wacz",
    ),
    "package without an archive": ("a.wacz", lambda: zipped({"a.txt": PLAIN}), "no web archive"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_odd_file_is_refused_with_one_helpful_line(name: str, tmp_path: Path) -> None:
    file, content, says = REFUSED[name]
    (reason,) = reasons(arrivals(tmp_path / file, content()))
    assert says in reason
    assert reason.startswith("expected")
    assert "\n" not in reason


def test_what_lies_beside_a_refused_file_in_an_archive_is_read(tmp_path: Path) -> None:
    content = zipped({"a.pdf": b"no PDF", "b.zip": zipped({}), "c.txt": PLAIN, ".DS_Store": b"x"})
    found = arrivals(tmp_path / "a.zip", content)
    assert [f"{TITLE}\n\n{TEXT}\n"] == texts(found)
    assert 2 == len(reasons(found))
    assert any("1 hidden" in each.text for each in found if isinstance(each, Remark))
    assert {"a.zip/a.pdf", "a.zip/b.zip", "a.zip/c.txt", "a.zip"} == {each.name for each in found}


def test_nothing_is_written_where_an_archive_says(tmp_path: Path) -> None:
    names = ["../x.txt", "/x.txt", "a/../../x.txt", "C:\\x.txt", "é" * 300 + ".txt"]
    (tmp_path / "in").mkdir()
    content = zipped({name: PLAIN + str(n) for n, name in enumerate(names)})
    found = arrivals(tmp_path / "in" / "a.zip", content)
    assert len(names) == len(texts(found))
    assert [tmp_path / "in" / "a.zip"] == [each for each in tmp_path.rglob("*") if each.is_file()]


def test_a_mail_that_passes_another_on_is_younger_than_what_it_tells(tmp_path: Path) -> None:
    content = MAIL.replace("Subject: ", "Subject: Fwd: RE: ").encode()
    (report,) = arrivals(tmp_path / "a.eml", content)
    assert isinstance(report, Report)
    assert report.fetched is not None
    assert (TITLE, None, date.fromisoformat(DAY)) == (
        report.title,
        report.published,
        report.fetched.date(),
    )


def test_attachments_are_said(tmp_path: Path) -> None:
    attached = (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\n'
        f"{TEXT}\n--x\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=a.pdf\n\nx\n--x--"
    )
    found = arrivals(tmp_path / "a.eml", mail(attached, ""))
    assert any("1 attachments" in each.text for each in found if isinstance(each, Remark))
    assert 1 == len(texts(found))


def test_a_captured_page_knows_when_it_was_captured(tmp_path: Path) -> None:
    bare = f"<html><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"
    (report,) = arrivals(tmp_path / "a.warc", warc(bare.encode()))
    assert isinstance(report, Report)
    assert report.fetched is not None
    assert ("2021-03-06", "https://post.example/captured") == (
        report.fetched.date().isoformat(),
        report.url,
    )


def test_lines_of_a_pdf_are_joined_and_its_heads_left_out(tmp_path: Path) -> None:
    (text,) = texts(arrivals(tmp_path / "a.pdf", pdf([TITLE, "", *lined(TEXT), "", *lined(LATER)])))
    assert [TITLE, TEXT, LATER] == text.split("\n\n")
