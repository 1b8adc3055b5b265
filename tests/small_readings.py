"""Small readings for the tests of `link`, `reconcile` and `write`: reports of one event each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from dateline.extract.casualties import figure_cues
from dateline.record.linking import Work
from dateline.types import (
    Block,
    BlockKind,
    Chronology,
    Claim,
    Count,
    Creation,
    Document,
    EventDate,
    FigureCue,
    Interval,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Prominence,
    Rating,
    Reading,
    Reliability,
    Role,
    Scope,
    Source,
    Span,
    Stage,
    Toll,
    Value,
    VictimGroup,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim: its words stand in the text of the telling."""

    role: Role
    value: Value
    words: str
    speaker: Party | None = None
    modality: Modality = Modality.ASSERTED
    sentence: str = ""  # around the words, where they are no sentence of their own
    cues: tuple[FigureCue, ...] = ()  # beside those that the words give


@dataclass(frozen=True, slots=True)
class Story:
    """A report of one event, its text the words of its claims and what comes after."""

    name: str
    said: tuple[Said, ...] = ()
    kind: Kind = Kind.BOMBING
    day: Interval | None = None
    created: Interval | None = None
    text: str = ""
    prominence: Prominence = Prominence.MAIN
    scope: Scope = Scope.SINGLE
    stage: Stage = Stage.ACCOMPLISHED
    owner: str | None = None
    agency: str | None = None
    letter: str = ""  # of its outlet
    headline: str = ""
    event: str = ""  # the sentence that tells of the event; the first line, where none is given
    caption: str = ""  # at the end

    @property
    def mention(self) -> str:
        """The mention's id."""
        return f"m-{self.name}"


def on(day: str, last: str | None = None) -> Interval:
    """A day, or the days to `last`."""
    return Interval(date.fromisoformat(day), date.fromisoformat(last or day))


def city(
    name: str, country: str = "XA", site: str | None = None, at: tuple[float, float] | None = None
) -> Place:
    """A place known to the city, with latitude and longitude where given."""
    return Place(
        name=site or name,
        kind=PlaceKind.FACILITY if site else PlaceKind.CITY,
        country=country,
        city=name,
        site=site,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        precision=1,
    )


def party(
    name: str,
    kind: PartyKind = PartyKind.OFFICIAL,
    *,
    anonymous: bool = False,
    **more: str,
) -> Party:
    """A party."""
    known = (more.get("id"), more.get("country"), more.get("office"))
    return Party(name, kind, *known, anonymous=anonymous)


def toll(  # noqa: PLR0913  what a figure may say
    words: str,
    count: int,
    role: Role = Role.KILLED,
    *,
    group: VictimGroup = VictimGroup.PEOPLE,
    speaker: Party | None = None,
    part: bool = False,
    floor: bool = False,
) -> Said:
    """A figure in its sentence."""
    value = Toll(Count(count, None if floor else count, count), group, None, part)
    return Said(role, value, words, speaker)


def reading(story: Story) -> Reading:
    """The reading of a story: each claim's words are a sentence of their own."""
    told = (said.sentence or said.words for said in story.said)
    apart = {story.headline, story.caption}
    words = dict.fromkeys(sentence for sentence in told if sentence not in apart)
    lines = [story.headline] * bool(story.headline) + [*words, story.text or "It was an attack."]
    text = "\n".join([*lines, story.caption] if story.caption else lines)
    top, end = len(story.headline), len(text) - len(story.caption)
    ratings = (Rating(Reliability(story.letter)),) if story.letter else ()
    source = Source(story.owner, story.owner, story.owner, ratings) if story.owner else None
    document = Document(
        report=story.name,
        name=story.name,
        text=text,
        blocks=(
            Block(BlockKind.TITLE, Span(0, top)),
            Block(BlockKind.BODY, Span(top, end)),
            *([Block(BlockKind.CAPTION, Span(end, len(text)))] if story.caption else []),
        ),
        title=None,
        language="en",
        source=source,
        agency=story.agency,
        datelines=(),
        created=Creation(story.created),
    )
    claims = tuple(_claim(story, said, text, n) for n, said in enumerate(story.said))
    told_in = story.event or lines[0]
    first = text.index(told_in)
    mention = Mention(
        id=story.mention,
        report=story.name,
        kind=story.kind,
        stage=story.stage,
        scope=story.scope,
        prominence=story.prominence,
        trigger=Span(first, first + min(6, len(text))),
        quote=Span(first, first + len(told_in)),
        claims=claims,
    )
    return Reading(document, document.created, (mention,))


def _claim(story: Story, said: Said, text: str, number: int) -> Claim:
    """A claim whose span is its words, and its quote their sentence."""
    sentence = said.sentence or said.words
    first = text.index(sentence)
    start = first + sentence.index(said.words)
    span, quote = Span(start, start + len(said.words)), Span(first, first + len(sentence))
    return Claim(
        id=f"{story.name}-{number}",
        role=said.role,
        value=said.value,
        report=story.name,
        span=span,
        quote=quote,
        modality=said.modality,
        speaker=said.speaker,
        via=None,
        reader="test",
        cues=(*said.cues, *figure_cues(text, quote, span)),
    )


def chronology(stories: Sequence[Story]) -> Chronology:
    """Creation times and event dates as the stories have them."""
    return Chronology(
        tuple((s.name, Creation(s.created)) for s in stories),
        tuple((s.mention, EventDate(s.mention, s.day, None, ())) for s in stories),
    )


def fetched_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reports whose readings linking takes from the ledger from now on."""
    fetched: list[str] = []
    fetch = Work.readings_by_id

    def readings(work: Work, ids: Collection[str]) -> tuple[Reading, ...]:
        fetched.extend(ids)
        return fetch(work, ids)

    monkeypatch.setattr(Work, "readings_by_id", readings)
    return fetched
