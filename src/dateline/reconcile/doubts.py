"""Doubts: a last look at a line, by what it says itself, before it is recorded."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import combinations, islice
from typing import Any, Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.reconcile.voices import telling_words_of
from dateline.types import (
    TITLES,
    BlockKind,
    Claim,
    ContradictionKind,
    Document,
    Finding,
    Incident,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Perpetrator,
    Place,
    Prominence,
    Reading,
    Role,
    Span,
    Stance,
    Toll,
    UpdateKind,
    ValueDoubt,
)

# ------------------------------------------------------------------ a line as the tests see it

TOLLS: Final = ("killed", "wounded")
_WORDS: Final = tomllib.loads(files(__package__).joinpath("doubts.toml").read_text("utf-8"))
Claims = Sequence[str]  # by id


@dataclass(frozen=True, slots=True)
class DoubtedLine:
    """All that a test may look at."""

    incident: Incident
    told: Mapping[str, SourcedClaim]  # by claim id
    mentions: tuple[Mention, ...]
    documents: Mapping[str, Document]  # by report id

    @property
    def news(self) -> tuple[Mention, ...]:
        """The tellings as news; all of them where there are none."""
        main = tuple(m for m in self.mentions if m.prominence is Prominence.MAIN)
        return main or self.mentions

    def best_figure(self, name: str) -> tuple[Finding[Any], int] | None:
        """A toll with its best figure, where it has one above nought."""
        toll: Finding[Any] | None = getattr(self.incident, name)
        best = toll.value.best if toll else None
        return (toll, best) if toll and best else None

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of some ids; a judgement's id is none."""
        return tuple(self.told[one].claim for one in ids if one in self.told)

    def sentences_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The sentences of some claims."""
        return tuple(self.told[one].words for one in ids if one in self.told)

    def event_sentence(self, mention: Mention) -> str:
        """The sentence that tells of the event."""
        return self.documents[mention.report].text[mention.quote.start : mention.quote.end]

    def block(self, report: str, span: Span) -> BlockKind | None:
        """The kind of the block in which a stretch of a report stands."""
        for block in self.documents[report].blocks:
            if block.span.start <= span.start < block.span.end:
                return block.kind
        return None

    def claims_behind(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """A claim of each of some tellings, from the sentence of the event where one is."""
        return tuple(
            min(m.claims, key=lambda c, m=m: (c.quote != m.quote, c.span, c.id)).id  # type: ignore[misc]
            for m in mentions
            if m.claims
        )


def doubt_of(field: str, value: object, reason: str, claims: Iterable[str]) -> ValueDoubt:
    """A doubt; the table's entry that found it gives its test. An empty value withholds nothing."""
    return ValueDoubt("", field, str(value), reason, tuple(dict.fromkeys(claims)))


@cache
def expressions(name: str) -> re.Pattern[str]:
    """A pattern that finds any of a list of expressions of `words.toml`."""
    return re.compile("|".join(_WORDS[name]), re.IGNORECASE)


# ------------------------------------------------------------------ accounts

UNSURE: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED, Modality.DENIED})
# Acts that reports take for one another; those of two families are two acts.
FAMILIES: Final = (
    frozenset({Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE}),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING}),
    frozenset(
        {
            *(Kind.ARMED_ATTACK, Kind.CLASH, Kind.ASSASSINATION, Kind.HOSTAGE_TAKING),
            *(Kind.ABDUCTION, Kind.SUICIDE_BOMBING),
        }
    ),
    frozenset({Kind.RIOT, Kind.PROTEST}),
)


def doubt_days(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Reports about it that date it to days which exclude each other."""
    for found in line.incident.contradictions:
        if found.kind is ContradictionKind.DATE:
            days = " and ".join(side.value for side in found.sides)
            claims = (claim for side in found.sides for claim in side.claims)
            yield doubt_of("date", "", f"reports about it date it to {days}", claims)


def doubt_towns(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Reports about it that have no town in common."""
    towns: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    firm = (
        (claim, claim.value.city)
        for mention in line.news
        for claim in mention.claims
        if claim.role is Role.WHERE
        and claim.modality not in UNSURE
        and isinstance(claim.value, Place)
    )
    for claim, town in firm:
        if town:
            towns[claim.report].setdefault(town, claim)
    for one, other in combinations(towns.values(), 2):
        if not one.keys() & other.keys():
            named = " and ".join((next(iter(one)), next(iter(other))))
            claims = (claim.id for claim in (*one.values(), *other.values()))
            yield doubt_of("place", "", f"reports about it place it in {named}", claims)
            return


def doubt_kinds(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tellings as acts that nobody takes for one another."""
    told = sorted({m.kind for m in line.news} - {Kind.OTHER}, key=lambda kind: kind.value)
    apart = [
        pair
        for pair in combinations(told, 2)
        if not any(family.issuperset(pair) for family in FAMILIES)
    ]
    if apart:
        names = " and ".join(kind.value.replace("_", " ") for kind in apart[0])
        tellings = (m for m in line.news if m.kind in apart[0])
        yield doubt_of("kind", "", f"it is told as {names}", line.claims_behind(tellings))


# ------------------------------------------------------------------ parties

ACCUSED: Final = "perpetrators"
CLAIMED: Final = "claimed"
SURE: Final = 2  # sentences that have a target struck
CROWD: Final = 3  # parties that are said to have done it
# What nobody does alone, and those who are no armed party.
HEAVY: Final = frozenset({Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.ROCKET_ATTACK})
UNARMED: Final = frozenset(
    {
        PartyKind.PERSON,
        PartyKind.OFFICIAL,
        PartyKind.CIVILIANS,
        PartyKind.MEDIA,
        PartyKind.HEALTH,
        PartyKind.HUMANITARIAN,
    }
)


def doubt_struck(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who bear the name of what was struck, but in a fight: both are left standing.

    As often as not it is the target that is misread.
    """
    if line.incident.kind is Kind.CLASH:
        return
    targets = [(telling_words_of(t.value.name), t.supporting) for t in line.incident.targets]
    for party in _accused(line):
        for claims in _alike(party, targets):
            reason = f"{party.name} is given for who did it and for what was struck"
            yield doubt_of(ACCUSED, "", reason, (*party.claims, *claims))


def doubt_victims(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who bear the name of the victims, but in a fight, in which both sides fall."""
    if line.incident.kind is Kind.CLASH:
        return
    victims = [(telling_words_of(v.detail), v.claims) for v in line.incident.victims if v.detail]
    for party in _accused(line):
        for claims in _alike(party, victims):
            reason = "the same name is given for the victims"
            yield doubt_of(ACCUSED, party.name, reason, (*party.claims, *claims))


def _alike(
    party: Perpetrator, named: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Iterator[Sequence[str]]:
    """The claims of the first name all of whose words are in a party's name, or the reverse."""
    own = frozenset(telling_words_of(party.name))
    found = (claims for words, claims in named if own <= {*words} or own >= {*words})
    yield from islice(found, 1)


def doubt_mourners(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who condemn the attack, and claim nothing."""
    condemning = [s for s in line.incident.statements if s.stance is Stance.CONDEMNS]
    for party in _accused(line):
        words = telling_words_of(party.name)
        found = [s.claims for s in condemning if telling_words_of(s.by) == words]
        if found:
            reason = "the same party condemns the attack"
            yield doubt_of(ACCUSED, party.name, reason, (*party.claims, *found[0]))


def doubt_own_accusers(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators on whom only their own words lay it, and who claim nothing by them."""
    for party in _accused(line):
        words = telling_words_of(party.name)
        speakers = [c.speaker for c in line.claims(party.claims)]
        if speakers and all(s and telling_words_of(s.name) == words for s in speakers):
            reason = "the party itself is the only one that is quoted for it, and claims nothing"
            yield doubt_of(ACCUSED, party.name, reason, party.claims)


def doubt_lone_persons(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Persons and institutions without arms who are said to have made an air or rocket attack."""
    if line.incident.kind not in HEAVY:
        return
    for party in _accused(line):
        kinds = {c.value.kind for c in line.claims(party.claims) if isinstance(c.value, Party)}
        if kinds and kinds <= UNARMED:
            reason = "a person or an institution without arms makes no such attack"
            yield doubt_of(ACCUSED, party.name, reason, party.claims)


def doubt_crowd(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Several parties that are said to have done it: all are left standing."""
    accused = _accused(line)
    if len(accused) >= CROWD:
        names = ", ".join(party.name for party in accused)
        reason = f"{len(accused)} parties are said to have done it: {names}"
        yield doubt_of(ACCUSED, "", reason, (c for party in accused for c in party.claims))


def doubt_sources(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Targets that speak of the attack, and are told as struck in no more than one sentence.

    An embassy that several sentences have struck may well speak of it.
    """
    spoken = {
        telling_words_of(one.claim.speaker.name): one.claim.id
        for one in line.told.values()
        if one.claim.speaker
    }
    for target in line.incident.targets:
        said = spoken.get(telling_words_of(target.value.name))
        told = (line.told[claim].claim for claim in target.supporting if claim in line.told)
        if said and len({(one.report, one.quote) for one in told}) < SURE:
            reason = "the same name is also given as the source of the report"
            yield doubt_of("targets", target.value.name, reason, (*target.supporting, said))


def _accused(line: DoubtedLine) -> tuple[Perpetrator, ...]:
    """Those who are said to have done it, and do not claim it."""
    return tuple(p for p in line.incident.perpetrators if p.stance != CLAIMED)


# ------------------------------------------------------------------ tolls

LEAP: Final = 10  # times the lowest of all figures that were told
# More than one act of that kind is known to have killed; other kinds may be massacres.
MOST_KILLED: Final[Mapping[Kind, int]] = {
    Kind.DRONE_STRIKE: 150,
    Kind.ASSASSINATION: 60,
    Kind.ROCKET_ATTACK: 1500,
    Kind.AIR_STRIKE: 600,
    Kind.BOMBING: 700,
    Kind.SUICIDE_BOMBING: 700,
}
MOST_OF_ANY: Final = 3000
# A figure with the word for its harm: of the dead, and of the wounded. "3 killed 38 injured" has a
# word on either side, and the one that follows is meant.
FOLLOWED: Final = (
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:killed|dead|died)\b",
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:injured|wounded|hurt)\b",
)
PRECEDED: Final = (r"\bkill\w*\W+{0}\b", r"\b(?:injur|wound)\w*\W+{0}\b")


def counts_period(sentence: str) -> bool:
    """Whether a sentence counts a period or several attacks, and no single one."""
    told = expressions("period").search(sentence)
    return bool(told) and not expressions("one_act").search(sentence)


def doubt_totals(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls all of whose sentences count a period, or several attacks."""
    for name in TOLLS:
        if known := line.best_figure(name):
            words = line.sentences_of(known[0].supporting)
            if words and all(map(counts_period, words)):
                reason = "every sentence that gives it counts a period or several attacks"
                yield doubt_of(name, known[1], reason, known[0].supporting)


def doubt_beyond(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls above what one act can do."""
    known = line.best_figure("killed")
    most = MOST_KILLED.get(line.incident.kind, MOST_OF_ANY)
    if known and known[1] > most:
        reason = f"no single act of this kind is known to have killed more than {most}"
        yield doubt_of("killed", known[1], reason, known[0].supporting)


def doubt_twice(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """One figure that was read as both the dead and the wounded: the one that its words deny.

    Where the words beside the figure do not say which it is, neither is believed.
    """
    dead, hurt = (line.best_figure(name) for name in TOLLS)
    if dead is None or hurt is None or dead[1] != hurt[1]:
        return
    spans = [
        {(c.report, c.span) for c in line.claims(known[0].supporting)} for known in (dead, hurt)
    ]
    if not spans[0] & spans[1]:
        return
    claims = (*dead[0].supporting, *hurt[0].supporting)
    meant = _harm_of(dead[1], " ".join(line.sentences_of(hurt[0].supporting)))
    for name in TOLLS:
        if name != meant:
            reason = "the same words were read as the number killed and wounded"
            yield doubt_of(name, dead[1], reason, claims)


def doubt_leaps(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls whose figures lie so far apart that they hardly count the same people."""
    for course in line.incident.courses:
        told = [step for step in course.steps if step.kind is not UpdateKind.ASIDE]
        figures = [step.figure.best or step.figure.low for step in told]
        counted = [figure for figure in figures if figure]
        if course.role.value in TOLLS and counted and max(counted) >= LEAP * min(counted):
            reason = f"one of its figures is at least {LEAP} times another"
            yield doubt_of(course.role.value, "", reason, (c for step in told for c in step.claims))


def _harm_of(figure: int, words: str) -> str | None:
    """Which toll a figure is by the words beside it, None where they do not say."""
    for patterns in (FOLLOWED, PRECEDED):
        told = [re.search(pattern.format(figure), words, re.IGNORECASE) for pattern in patterns]
        found = [name for name, match in zip(TOLLS, told, strict=True) if match]
        if found:
            return found[0] if len(found) == 1 else None
    return None


# ------------------------------------------------------------------ wording


def doubt_headlines(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines that only headlines tell of: no clause of a body does."""
    if all(line.block(report, span) in TITLES for report, span in _triggers(line)):
        reason = "only a headline tells of it, and no sentence below"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))


def doubt_captions(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines and tolls that only captions give: a picture may be of another day."""
    if all(line.block(report, span) is BlockKind.CAPTION for report, span in _triggers(line)):
        reason = "only the caption of a picture tells of it"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))
    for name in TOLLS:
        known = line.best_figure(name)
        claims = _claims_giving(line, name, known[1]) if known else ()
        if known and claims and all(_in_caption(line, claim) for claim in claims):
            reason = "only the caption of a picture gives it"
            yield doubt_of(name, known[1], reason, known[0].supporting)


def doubt_periods(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines all of whose sentences tell of a period, or of several attacks."""
    if all(counts_period(line.event_sentence(mention)) for mention in line.mentions):
        reason = "every sentence that tells of it is about a period or several attacks"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))


def _triggers(line: DoubtedLine) -> Iterator[tuple[str, Span]]:
    """All words that name the event, with their reports."""
    return ((m.report, span) for m in line.mentions for span in (m.trigger, *m.more_triggers))


def _claims_giving(line: DoubtedLine, name: str, best: int) -> list[Claim]:
    """The claims that give the best figure of a toll, those among them that others stand for."""
    return [
        one.claim
        for one in line.told.values()
        if one.claim.role.value == name
        and isinstance(one.claim.value, Toll)
        and one.claim.value.count.low == best
    ]


def _in_caption(line: DoubtedLine, claim: Claim) -> bool:
    return line.block(claim.report, claim.span) is BlockKind.CAPTION


# ------------------------------------------------------------------ all tests

__all__ = ["DOUBTS", "DoubtTest", "with_doubts"]


@dataclass(frozen=True, slots=True)
class DoubtTest:
    """One test: its id, the sentence that raised it, and what finds it."""

    id: str
    raised_by: str
    find: Callable[[DoubtedLine], Iterator[ValueDoubt]]


DOUBTS: Final = (
    DoubtTest("total", "The fighting has killed 4,000 people since March.", doubt_totals),
    DoubtTest("beyond", "A drone hit a car in a war that has killed 400,000.", doubt_beyond),
    DoubtTest("twice", "Twelve were killed or wounded in the blast.", doubt_twice),
    DoubtTest("leap", "A guard died; the week's toll is 46.", doubt_leaps),
    DoubtTest("struck", "Gunmen raided a post of the army, the army said.", doubt_struck),
    DoubtTest("victim", "Gunmen killed two soldiers of the army, the army said.", doubt_victims),
    DoubtTest("mourner", "Veska condemned the bombing of the embassy in Ardun.", doubt_mourners),
    DoubtTest(
        "speaker", "The ministry said that the ministry had shelled Ardun.", doubt_own_accusers
    ),
    DoubtTest("lone", "Anselm Korda told of the air strike on his street.", doubt_lone_persons),
    DoubtTest("crowd", "The army, the Front and the Brigade fought near Ardun.", doubt_crowd),
    DoubtTest("source", "It struck the police chief, the police chief said.", doubt_sources),
    DoubtTest("days", "One report says Monday, another the Friday after.", doubt_days),
    DoubtTest("towns", "One report says Ardun, another Velt.", doubt_towns),
    DoubtTest("kinds", "A car bomb went off after air strikes on the town.", doubt_kinds),
    DoubtTest("headline", "Deadly raids on Ardun", doubt_headlines),
    DoubtTest("caption", "Smoke after a strike that killed nine in Ardun, in May.", doubt_captions),
    DoubtTest("period", "Raids have hit three markets since March.", doubt_periods),
)


def with_doubts(
    incident: Incident, evidence: Evidence, readings: Mapping[str, Reading]
) -> Incident:
    """A line without the values that are in doubt, and with why they are.

    Args:
        incident: as it was settled.
        evidence: the claims behind it.
        readings: by report id.
    """
    told = {t.claim.id: t for t in evidence.told}
    documents = {m.report: readings[m.report].document for m in evidence.mentions}
    line = DoubtedLine(incident, told, evidence.mentions, documents)
    found = tuple(replace(one, test=test.id) for test in DOUBTS for one in test.find(line))
    for doubt in found:
        if doubt.value:
            incident = _without(incident, doubt)
    return replace(incident, doubts=found)


def _without(incident: Incident, doubt: ValueDoubt) -> Incident:
    """A line without one value."""
    match doubt.field:
        case "perpetrators":
            kept = tuple(p for p in incident.perpetrators if p.name != doubt.value)
            return replace(incident, perpetrators=kept)
        case "targets":
            left = tuple(t for t in incident.targets if t.value.name != doubt.value)
            return replace(incident, targets=left)
    gone: dict[str, Any] = {doubt.field: None}
    return replace(incident, **gone)
