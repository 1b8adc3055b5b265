"""Small reports of which most do not say when they were written, and date each other in chains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from small_readings import Said, Story, city, on, reading, toll

from dateline.record import Ledger
from dateline.types import Creation, Reading, Report, Role

WORDS = tuple(f"{a}{b}en" for a in ("bar", "dol", "fir", "gam", "hes", "kul") for b in "aeiouy")
FIRST = date(2031, 3, 3)  # a Monday
STORIES = 16


def passage(number: int) -> str:
    """Forty words that are the same in all reports of a story."""
    return " ".join(Random(f"passage {number}").choices(WORDS, k=40))  # noqa: S311  no secret


def story(number: int, name: int | None = None) -> Reading:
    """A report of one of some stories; three of four do not say when they were written.

    A report has the passage of its story, of the next one or of both, so that days are passed on
    in chains. Under the name of another report it takes its place.
    """
    random = Random(number)  # noqa: S311  no secret
    of = random.randrange(STORIES)
    parts = random.choice(((of,), (of, (of + 1) % STORIES)))
    day = FIRST + timedelta(days=7 * of + random.randrange(2))
    own = " ".join(Random(f"own {number}").choices(WORDS, k=12))  # noqa: S311  no secret
    text = f"{own}. " + ". ".join(passage(part) for part in parts) + "."
    said = (Said(Role.WHERE, city("Ardun"), "It was in Ardun."), toll("It left 3 dead.", 3))
    named = f"r{number if name is None else name:03d}"
    told = Story(named, said, created=on(day.isoformat()), text=text)
    made = reading(told)
    undated = Creation(None, weekday=random.choice((None, day.weekday())))
    return replace(made, created=undated) if random.random() < 0.75 else made


def put(ledger: Ledger, one: Reading) -> None:
    """Record a report."""
    name = one.document.report
    ledger.record(Report(id=name, name=name, content=b"x", media_type="text/plain"), one)


def settled_days(ledger: Ledger) -> dict[str, Creation]:
    """When the reports of a ledger were written, as it keeps it."""
    with ledger.linking("test") as work:
        return work.created([one.document.report for one in ledger.readings()])
