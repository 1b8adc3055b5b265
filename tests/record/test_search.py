"""Full-text search finds what a person means, the same on either database, and never fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.record import HitKind, Ledger
from dateline.types import Incident, Reading, Report
from record.samples import make_reading, make_report

Fill = Callable[[Ledger], object]
MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
MakeIncident = Callable[..., Incident]
# Each says what every small report must: three killed in Kandol on Monday, as the police said.
END = " A bomb killed three people in Kandol on Monday, police said."
TEXTS = {
    "shabaab": "Al-Shabaab fighters fired AK-47 rifles." + END,
    "attacks": "The 9/11 attacks killed about 3,000 people. Don’t forget." + END,
    "quote": 'He said "we will never surrender" and left. NEAR the gate AND the wall.' + END,
    "accents": "Señor Gutiérrez spoke in Tiraspol’s café; the Şırnak road was shut." + END,
    "arabic": "The sign said كتائب حزب الله in Arabic and 北京市 in Chinese." + END,
    "mail": "Write to desk@example.org, or see http://example.org/a?b=1&c=2#top." + END,
    "rockets": "Rockets hit the city's cities; 50% of 1.5 tonnes, $2m, C-RAM, U.S. base." + END,
}
FOUND = {
    "al-Shabaab": {"shabaab"},
    "AL SHABAAB": {"shabaab"},
    "shabaab fighter": {"shabaab"},
    "AK-47": {"shabaab"},
    "ak47": {"shabaab"},
    "AK-47s": {"shabaab"},
    "9/11": {"attacks"},
    "11/9": set(),
    "don't": {"attacks"},
    "don’t": {"attacks"},
    "don": {"attacks"},
    "3000": {"attacks"},
    "3,000": {"attacks"},
    '"never surrender"': {"quote"},
    '"surrender never"': set(),
    "“never surrender”": {"quote"},
    '"never surrender': {"quote"},
    "gate AND wall": {"quote"},
    "NEAR(gate wall)": set(),
    "NEAR/2 gate": set(),
    "rockets OR surrender": {"rockets", "quote"},
    "rockets OR": {"rockets"},
    "OR rockets": {"rockets"},
    "bomb NOT rockets": set(TEXTS) - {"rockets"},
    "bomb -rockets": set(TEXTS) - {"rockets"},
    "NOT rockets": set(),
    "-rockets": set(),
    "gutierrez": {"accents"},
    "GUTIÉRREZ": {"accents"},
    "Gutie\u0301rrez": {"accents"},
    "tiraspol": {"accents"},
    "cafés": {"accents"},
    "sirnak OR şirnak OR Şırnak": {"accents"},
    "حزب": {"arabic"},
    "حِزْب الله": {"arabic"},
    "北京": {"arabic"},
    "desk@example.org": {"mail"},
    "http://example.org/a?b=1&c=2#top": {"mail"},
    "example.org/*": {"mail"},
    "rocket": {"rockets"},
    "rock*": {"rockets"},
    "rockets*": {"rockets"},
    "cities*": {"rockets"},
    "city": {"rockets"},
    "50%": {"rockets"},
    "$2m": {"rockets"},
    "C-RAM": {"rockets"},
    "U.S.": {"rockets"},
    "kandol": set(TEXTS),
    "'kandol'": set(TEXTS),
    "words:kandol": set(),
    "kandol; DROP TABLE report": set(),
    "kandol\0": set(TEXTS),
    "kan\0dol": set(),
    "": set(),
    " ": set(),
    "\0": set(),
    '"': set(),
    '""': set(),
    "'": set(),
    "*": set(),
    "**": set(),
    "(": set(),
    ")": set(),
    "^kandol": set(TEXTS),
    "{kandol}": set(TEXTS),
    "+kandol": set(TEXTS),
    "kandol~2": set(),
    "kandol && bomb": set(TEXTS),
    "kandol | bomb": set(TEXTS),
    "!kandol": set(TEXTS),
    "kandol <-> bomb": set(TEXTS),
    ":v0": set(),
    "%(v0)s": set(),
    "\\": set(),
    "\ud800 kandol": set(TEXTS),
    "_": set(),
    "%": set(),
    "😀 kandol": set(TEXTS),
    "kandol " * 400: set(TEXTS),
    "k" * 5000: set(),
    "police said": set(TEXTS),
}


@pytest.fixture(name="told")
def _told(filled_by: Callable[[Fill], Ledger]) -> Ledger:
    """A ledger that holds the reports."""
    return filled_by(_fill)


def _fill(ledger: Ledger) -> None:
    for name, written in TEXTS.items():
        made = make_report(written, name)
        ledger.record(made, make_reading(made))


def reports_found(ledger: Ledger, query: str) -> set[str]:
    """The names of the reports that a query finds."""
    hits = ledger.search(query, kinds=(HitKind.REPORT,), limit=1000)
    names = ledger.names()
    return {names[hit.subject][0] for hit in hits}


def test_each_query_finds_what_it_should(told: Ledger) -> None:
    """One ledger serves all queries."""
    found = {query: reports_found(told, query) for query in FOUND}
    assert found == FOUND


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40) | st.text(alphabet='kandol "*-()ORNT\0^:', max_size=30))
def test_no_query_fails(told: Ledger, query: str) -> None:
    told.search(query)


def test_a_snippet_shows_what_was_found(told: Ledger) -> None:
    hit = told.search("surrender never")[0]
    assert "we will never surrender" in hit.snippet.text
    assert ["never", "surrender"] == [hit.snippet.text[a:b] for a, b in hit.snippet.marks]


def test_an_incident_is_found_by_its_place_its_speakers_and_its_sentences(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = report()
    ledger.record(made, reading(made))
    ledger.save([incident(reading(made))])
    for query in ("Kandol", "police", '"three people"', "bombing"):
        hit = ledger.search(query, kinds=(HitKind.INCIDENT,))[0]
        assert (incident(reading(made)).id, date(2021, 3, 1)) == (hit.subject, hit.day)


def test_incidents_come_before_reports_and_the_newest_first(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    days = [date(2021, 3, 1) + timedelta(days=i) for i in (2, 0, 1)]
    for i, day in enumerate(days):
        made = report(f"{i}. {END}", f"{i}.txt", published=day)
        ledger.record(made, reading(made))
    ledger.save([incident(*ledger.readings())])
    hits = ledger.search("kandol")
    assert [HitKind.INCIDENT, *[HitKind.REPORT] * 3] == [hit.kind for hit in hits]
    assert sorted(days, reverse=True) == [hit.day for hit in hits[1:]]


def test_pages_of_hits_are_the_whole(told: Ledger) -> None:
    whole = told.search("kandol", limit=100)
    pages, after = list(told.search("kandol", limit=2)), None
    while more := told.search("kandol", limit=2, after=(after := pages[-1].number)):
        pages += more
    assert list(whole) == pages
    assert after == whole[-1].number


def test_what_is_gone_is_not_found(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = report()
    ledger.record(made, reading(made))
    ledger.save([incident(reading(made))])
    ledger.save([])
    assert [HitKind.REPORT] == [hit.kind for hit in ledger.search("kandol")]


def test_a_report_read_again_is_found_by_its_new_text_only(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    made = report("An old headline." + END)
    read = reading(made)
    ledger.record(made, read)
    document = replace(read.document, text=read.document.text.replace("headline", "wreckage"))
    ledger.record(made, replace(read, document=document))
    assert ["wreckage"] == [q for q in ("headline", "wreckage") if ledger.search(q)]


@pytest.mark.slow
def test_a_word_far_into_a_long_report_is_found_with_what_stands_before_it(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    filler = " ".join(f"word{i} the" for i in range(60_000))
    made = report(f"Begin here. {filler} zebra crossing.{END}")
    ledger.record(made, reading(made))
    for query in ("zebra", '"zebra crossing"', "beginning OR begin", '"word300 the word301"'):
        assert 1 == len(ledger.search(query))
