"""Small files of every kind that is read, made by hand, each with one report in it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

TITLE: Final = "Two shopkeepers shot dead in harbour town"
TEXT: Final = (
    "Gunmen shot dead two shopkeepers in the harbour town on Monday, police said. "
    "Nobody has claimed responsibility for the attack, which was the third there in a month. "
    "The mayor asked residents to stay at home until the streets are safe again, and the "
    "governor said that soldiers would be sent to guard the market and the road to the port."
)
DAY: Final = "2021-03-04"
PAGE: Final = f"""<!DOCTYPE html><html><head><title>{TITLE}</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="{DAY}T08:00:00+08:00">
<link rel="canonical" href="https://post.example/news/two-dead">
</head><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"""
RSS: Final = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>
<item><title>{TITLE}</title><link>https://post.example/news/two-dead</link>
<pubDate>Thu, 04 Mar 2021 08:00:00 +0800</pubDate><description>{TEXT}</description></item>
</channel></rss>"""
ATOM: Final = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>The Harbour Post</title><entry><id>1</id><title>{TITLE}</title>
<link href="https://post.example/news/two-dead"/><published>{DAY}T08:00:00+08:00</published>
<updated>2021-03-06T08:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
RDF: Final = f"""<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/">
<title>The Harbour Post</title></channel><item rdf:about="https://post.example/1">
<title>{TITLE}</title><link>https://post.example/1</link><dc:date>{DAY}T08:00:00Z</dc:date>
<description>{TEXT}</description></item></rdf:RDF>"""
MAIL: Final = (
    f"From: alerts@post.example\r\nTo: desk@ngo.example\r\nSubject: {TITLE}\r\n"
    f"Date: Thu, 04 Mar 2021 08:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n"
)
MHTML: Final = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/news/two-dead\r\n"
    f"Subject: {TITLE}\r\nDate: Sat, 6 Mar 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    f"{PAGE}\r\n--x--\r\n"
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines."""
    words = " ".join(f"({line}) Tj T*" for line in lines)
    return drawn_pdf(f"12 TL 50 780 Td {words}")


def pdf_of_rows(heading: str, rows: Iterable[tuple[str, str]]) -> bytes:
    """A PDF of one page with a heading over two columns, drawn row by row."""
    words = [f"1 0 0 1 50 800 Tm ({heading}) Tj"]
    for number, (left, right) in enumerate(rows):
        height = 770 - 12 * number
        words += [f"1 0 0 1 50 {height} Tm ({left}) Tj", f"1 0 0 1 310 {height} Tm ({right}) Tj"]
    return drawn_pdf(" ".join(words))


def drawn_pdf(words: str) -> bytes:
    """A PDF of one page, on which words are drawn as told."""
    content = zlib.compress(f"BT /F1 10 Tf {words} ET".encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\n" % table
        + (b"startxref\n%d\n%%%%EOF" % len(out))
    )


def docx(paragraphs: list[str]) -> bytes:
    """A Word document of these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"}
    )


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet with these rows of words."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>"
        for row in rows
    )
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
            '<sheet name="Reports" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData>"
            "</worksheet>",
        }
    )


def ods(rows: list[list[str]]) -> bytes:
    """An OpenDocument spreadsheet of one sheet with these rows of words."""
    base = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{base}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{base}:office:1.0" '
            f'xmlns:table="{base}:table:1.0" xmlns:text="{base}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Reports">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def warc(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """A web archive of one answer."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/captured\r\n"
        "WARC-Date: 2021-03-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def lined(text: str, width: int = 80) -> list[str]:
    """A text in lines of a page."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


TABLE: Final = [["Date", "Headline", "Body"], [DAY, TITLE, TEXT]]
CSV: Final = f'date,headline,body\n{DAY},{TITLE},"{TEXT}"\n'
JSON: Final = json.dumps({"date": DAY, "title": TITLE, "body": TEXT})
PLAIN: Final = f"{TITLE}\n\n{TEXT}\n"

SAMPLES: Final[Mapping[str, Callable[[], bytes]]] = {
    ".txt": PLAIN.encode,
    ".text": PLAIN.encode,
    ".md": PLAIN.encode,
    ".htm": PAGE.encode,
    ".html": PAGE.encode,
    ".xhtml": PAGE.encode,
    ".mht": MHTML.encode,
    ".mhtml": MHTML.encode,
    ".csv": CSV.encode,
    ".tsv": lambda: "\n".join("\t".join(row) for row in TABLE).encode(),
    ".tab": lambda: "\n".join("\t".join(row) for row in TABLE).encode(),
    ".json": f"[{JSON}]".encode,
    ".jsonl": JSON.encode,
    ".ndjson": JSON.encode,
    ".xlsx": lambda: xlsx(TABLE),
    ".ods": lambda: ods(TABLE),
    ".xml": RSS.encode,
    ".rss": RSS.encode,
    ".atom": ATOM.encode,
    ".rdf": RDF.encode,
    ".eml": MAIL.encode,
    ".mbox": lambda: f"From alerts Thu Mar  4 08:00:00 2021\n{MAIL}\n".replace("\r", "").encode(),
    ".pdf": lambda: pdf([TITLE, "", *lined(TEXT)]),
    ".docx": lambda: docx([TITLE, TEXT]),
    ".warc": lambda: warc(PAGE.encode()),
    ".warc.gz": lambda: gzip.compress(warc(PAGE.encode())),
    ".wacz": lambda: zipped(
        {"archive/a.warc.gz": gzip.compress(warc(PAGE.encode())), "datapackage.json": "{}"}
    ),
    ".zip": lambda: zipped({"reports/a.txt": PLAIN}),
    ".gz": lambda: gzip.compress(PLAIN.encode()),
}
