"""The encoding of bytes that are text: marked, declared, or found out and then said."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dateline.errors import InputError

MARKS: Final[Mapping[bytes, str]] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""",
    re.IGNORECASE,
)
HEAD: Final = 4096  # bytes in which a page declares its encoding
# Pages that declare the first are written in the second, which differs in its quotation marks.
MEANT: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
}
UTF_16: Final = ("utf-16-le", "utf-16-be")
# Quotation marks and apostrophes of the Macintosh, read as Windows-1252: "ÒNo,Ó he said", "donÕt".
MACINTOSH: Final = re.compile(r"(?<!\w)Ò[A-Z]|[a-z]Õ(?:s|t|re|ve|ll)\b|[.,]Ó(?!\w)")
# UTF-8 that was taken for Windows-1252 and written as UTF-8 again: "donâ€™t", "MÃ¼nchen".
TWICE: Final = re.compile("â€[\x80-\x9d™œ˜š“”¢¦]|Ã[\x80-\xbfƒ„…†‡ˆ‰Š‹Œ“”–—˜™š›œ]")
ESCAPED: Final = re.compile("[\udc80-\udcff]")  # a stray byte, as Python keeps it
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
FEWEST_PER_CONTROL: Final = 50  # characters; no report holds control characters more often
FEWEST_PER_STRAY: Final = 200  # bytes; more stray bytes than one in these are another encoding


@dataclass(frozen=True, slots=True)
class Encoding:
    """A name that Python knows, and what a user should know of how it was found."""

    name: str
    remark: str = ""


def encoding_of(data: bytes, declared: str = "") -> Encoding:
    """The encoding that a mark or a declaration gives, else UTF-8, else what fits.

    Args:
        data: the bytes of a text.
        declared: what a header outside of the text says.

    Raises:
        InputError: the bytes are no text in any of them.
    """
    for mark, name in MARKS.items():
        if data.startswith(mark) and decodes_as(data, name):
            return Encoding(name)
    if b"\x00" in data[:HEAD] and (wide := unmarked_utf16(data)):
        return Encoding(wide, f"read as {wide.upper()}, which nothing in it declares")
    if decodes_as(data, "utf-8"):
        return Encoding("utf-8", twice_encoded(data))
    said = declared or declared_encoding(data)
    if said and decodes_as(data, said):
        return Encoding(said)
    return undeclared_encoding(data)


def decoded_lines(data: bytes) -> tuple[str, str, tuple[int, ...]]:
    """The text of a table, so that a stray byte costs no more than its own line.

    Returns:
        The text, what is to be said of its encoding, and the numbers of the lines in which a
        stray byte or a NUL stood.

    Raises:
        InputError: the bytes are no text.
    """
    encoding = encoding_of(data.replace(b"\x00", b"") if _few_nuls(data) else data)
    if encoding.name != "utf-8":
        text = data.decode(encoding.name, "replace")
        return text.replace("\x00", ""), encoding.remark, ()
    lines = data.splitlines(keepends=True)
    strays = tuple(i for i, line in enumerate(lines, 1) if b"\x00" in line or not _is_utf8(line))
    if not strays:
        return data.decode(), encoding.remark, ()
    bad = set(strays)
    pieces = (decoded_line(line) if i in bad else line.decode() for i, line in enumerate(lines, 1))
    return "".join(pieces), "", strays


def decoded_line(line: bytes) -> str:
    """One line that is not quite UTF-8: its stray bytes are taken for Windows-1252."""
    text = line.replace(b"\x00", b"").decode("utf-8", "surrogateescape")
    return ESCAPED.sub(
        lambda stray: bytes([ord(stray[0]) & 0xFF]).decode("cp1252", "replace"), text
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _few_nuls(data: bytes) -> bool:
    return 0 < data.count(b"\x00") * FEWEST_PER_CONTROL < len(data)


def declared_encoding(data: bytes) -> str:
    """The encoding that a page or an XML file says it is in, by its name in Python."""
    match = DECLARED.search(data[:HEAD])
    return python_name(match[1].decode("ascii")) if match else ""


def python_name(label: str) -> str:
    """The name in Python of a declared encoding, empty for one that is not known."""
    try:
        name = codecs.lookup(label.strip("\"' ")).name
    except (LookupError, ValueError):
        return ""
    return MEANT.get(name, name)


def unmarked_utf16(data: bytes) -> str:
    """UTF-16 that no mark announces: every second byte of most Latin text is zero."""
    odd, even = data[1::2].count(0), data[0::2].count(0)
    name = UTF_16[odd < even]
    wide = max(odd, even) * 4 > len(data) and min(odd, even) * FEWEST_PER_CONTROL < len(data)
    return name if wide and decodes_as(data, name) else ""


def undeclared_encoding(data: bytes) -> Encoding:
    """UTF-8 with a stray byte, or the encoding of Windows or of the Macintosh."""
    text = data.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    others = sum(byte >= 0xC2 for byte in data) - strays  # noqa: PLR2004  first bytes of a sequence
    if (others >= strays or strays * FEWEST_PER_STRAY < len(data)) and strays and others > 0:
        return Encoding("utf-8", f"read as UTF-8, but for {strays} stray byte" + "s" * (strays > 1))
    for name, title in (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")):
        if not decodes_as(data, name) or (name == "cp1252" and MACINTOSH.search(data.decode(name))):
            continue
        return Encoding(name, f"read as {title}, since it is not UTF-8 and declares nothing")
    raise InputError("expected UTF-8 text, found bytes in another encoding; save it as UTF-8")


def twice_encoded(data: bytes) -> str:
    """What is said of UTF-8 that was encoded twice, which `clean` undoes."""
    return "UTF-8 that was encoded twice; decoded twice" if TWICE.search(data.decode()) else ""


def decodes_as(data: bytes, name: str) -> bool:
    """Are the bytes a text in this encoding?"""
    try:
        return not looks_garbled(data.decode(name))
    except (UnicodeDecodeError, LookupError):
        return False


def looks_garbled(text: str) -> bool:
    """Does the text hold more control characters than any report does?"""
    controls = len(CONTROLS.findall(text))
    return controls * FEWEST_PER_CONTROL > len(text)
