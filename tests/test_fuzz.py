"""Readers, cleaner, dates, counts, places and tables, given what nobody means to write.

Files are those of the samples with bytes changed, cut, doubled and moved; texts are of words that
rules look for, in no order. A long run: make fuzz
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from acquire.samples import ATOM, MAIL, MHTML, PAGE, RDF, RSS, docx, ods, pdf, warc, xlsx, zipped
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from dateline import pipeline
from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.compare import read_coded_table
from dateline.errors import DatelineError, UnreadableError
from dateline.stamps import read_stamp, stamps_in
from dateline.types import Reading, Remark, Report, SetAside

TIMES = int(os.environ.get("DATELINE_FUZZ", "1"))  # as many inputs as in each run
TEXT = "Gunmen killed two soldiers in Mosul on March 2, 2021, police said."
ROWS = [["date", "text"], ["2021-03-02", TEXT]]
CODED = (
    "event_id_cnty,event_date,time_precision,country,iso,location,latitude,longitude,fatalities\n"
    "IRQ1,2031-03-04,1,Iraq,368,Ardun,33.0,44.0,5\n"
)
SAMPLES: dict[str, bytes] = {
    ".txt": TEXT.encode(),
    ".html": PAGE.encode(),
    ".mhtml": MHTML.encode(),
    ".csv": f'date,text\n2021-03-02,"{TEXT}"\n'.encode(),
    ".json": f'[{{"date": "2021-03-02", "text": "{TEXT}"}}]'.encode(),
    ".jsonl": f'{{"date": "2021-03-02", "text": "{TEXT}"}}\n'.encode(),
    ".xlsx": xlsx(ROWS),
    ".ods": ods(ROWS),
    ".rss": RSS.encode(),
    ".atom": ATOM.encode(),
    ".rdf": RDF.encode(),
    ".eml": MAIL.encode(),
    ".mbox": f"From a@b.example Thu Mar  4 08:00:00 2021\n{MAIL}".encode(),
    ".pdf": pdf([TEXT]),
    ".docx": docx([TEXT]),
    ".warc": warc(PAGE.encode()),
    ".zip": zipped({"a.txt": TEXT, "b.csv": f"text\n{TEXT}\n"}),
}
ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"<",
    b"&#x110000;",
    b'"',
    b"\r",
    b"=?",
)
PHRASES = """
on Friday|last|next|March 2, 2021|31 June|Feb. 29|2/3/21|the 32nd|0000-00-00|9999-12-31|week
ago|days after|hours earlier|between|and|or|at least|up to|dozens|hundreds of|twenty-three|½|-5
more than 3,000 years ago|1,000,000,000,000,000,000,000|a|٣|１２|killed|wounded|were|was|Gunmen
soldiers|people|a bomb|police said|in|near|north of|Mosul|Paris, Texas|the village of|Umm|al-
Syria|Dr.|Mr.|no|the province|30 km|U.S.|claimed responsibility|denied|arrested|“|”|"|'s|(|)|:
;|,|.|!|?|—|including|of them|another|the attack|which|who|Islamic State|the army|rockets|😀
"""
MARKS = ("\n\n", "\n", "\u202e", "\u200b", "\x00", "e\u0301")
WORDS = (*PHRASES.strip().replace("\n", "|").split("|"), *MARKS)
few = settings(
    max_examples=TIMES * 20,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def changed(data: bytes, random: Random) -> bytes:
    """A file with a few things wrong with it."""
    content = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(content) + 1)
        end = min(len(content), at + random.choice((1, 1, 4, 30, 400)))
        kind = random.randrange(6)
        if kind == 0 and content:
            content[min(at, len(content) - 1)] ^= 1 << random.randrange(8)
        elif kind == 1:
            del content[at:end]
        elif kind == 2:
            content[at:at] = content[at:end] * random.choice((1, 3, 40))
        elif kind == 3:
            content[at:at] = random.choice(ODD) * random.choice((1, 1, 50))
        elif kind == 4:
            piece = bytes(content[at:end])
            del content[at:end]
            to = random.randrange(len(content) + 1)
            content[to:to] = piece
        else:
            del content[at:]
    return bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("ending", SAMPLES)
def test_a_damaged_file_is_read_or_set_aside(ending: str) -> None:
    random = Random(f"{ending} {TIMES}")  # noqa: S311  a drill
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about what they were given
        path = Path(folder) / f"a{ending}"
        for _ in range(TIMES * 12):
            path.write_bytes(changed(SAMPLES[ending], random))
            try:
                found = list(acquire([path]))
            except DatelineError:
                continue
            for one in found:
                assert isinstance(one, Report | SetAside | Remark)
                if isinstance(one, Report):
                    clean(one)


def clean(report: Report) -> None:
    """Clean a report, or be told that it holds nothing to read."""
    try:
        document = clean_report(report)
    except UnreadableError:
        return
    assert all(0 <= b.span.start <= b.span.end <= len(document.text) for b in document.blocks)


@few
@seed(5)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
@example(["a temple that was founded", "more than 3,000 years ago"])
def test_any_words_are_read_as_times_of_publication(words: list[str]) -> None:
    text = " ".join(words)
    for stamp in (read_stamp(text), *(found for _, found in stamps_in(text))):
        assert all(day.first <= day.last for day in stamp.days)


@pytest.mark.slow
@few
@seed(5)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=60), st.dates())
@example(["a temple that was founded", "more than 3,000 years ago"], date(2021, 3, 1))
@example(["a month ago"], date(1, 1, 1))
@example(["next week"], date(9999, 12, 31))
def test_any_words_are_read_without_a_fault(words: list[str], published: date) -> None:
    content = f"{TEXT} {TEXT}\n\n{' '.join(words)}\n\n{TEXT}".encode()
    name = hashlib.sha256(content).hexdigest()
    answer = pipeline.read(Report(name, "a.txt", content, "text/plain", published=published))
    assert not (isinstance(answer, SetAside) and answer.is_fault), answer
    if isinstance(answer, Reading):
        for mention in answer.mentions:
            for claim in mention.claims:
                assert claim.quote.start <= claim.span.start < claim.span.end <= claim.quote.end


@few
@seed(5)
@given(st.randoms(use_true_random=False))
def test_a_damaged_table_of_events_is_read_or_refused_in_a_line(random: Random) -> None:
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(changed(CODED.encode(), random))
        said = refusal(lambda: read_coded_table(Path(file.name), {"iraq": "IQ", "368": "IQ"}))
        assert "\n" not in said.strip()


def refusal(read: Callable[[], object]) -> str:
    """What is said against something that cannot be read."""
    try:
        read()
    except DatelineError as error:
        return str(error)
    return ""
