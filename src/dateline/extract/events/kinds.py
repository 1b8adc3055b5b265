"""What kind an event is of, from all that a report tells of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from dateline.extract.events.triggers import Trigger
from dateline.types import BlockKind, Document, Kind
from dateline.vocabulary.events import lexicon

TITLES = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})
SUICIDE = "suicide"
LEAD = 3  # sentences that open a report
# A kind told in plainer words gives way to the more exact one that is told beside it.
FINER = {
    Kind.BOMBING: (
        Kind.SUICIDE_BOMBING,
        Kind.ROCKET_ATTACK,
        Kind.DRONE_STRIKE,
        Kind.AIR_STRIKE,
        Kind.ARMED_ATTACK,
    ),
    Kind.ARMED_ATTACK: (Kind.SUICIDE_BOMBING,),
    Kind.AIR_STRIKE: (Kind.DRONE_STRIKE,),
}
TITLE_WEIGHT, LEAD_WEIGHT, TRIGGER_WEIGHT = 3, 2, 2
SURE_WEIGHT = 5  # of a word whose own construction tells the kind, in the lead
BLOWN_UP = re.compile(r"\b(?:blew|blow|blows|blown) up\b")
CARS = re.compile(r"\b(?:truck|lorry|van|vehicle|car)\b")
# Those in arms for the state killing those in arms against it: a fight, and no attack on people.
FOUGHT = re.compile(
    r"\b(?:troops|soldiers|forces|army|commandos|police) (?:have |had )?"
    r"(?:kill|kills|killed|shot dead) (?:[\w-]+ ){0,4}"
    r"(?:militants|rebels|insurgents|fighters|bandits|terrorists|jihadists)\b"
    r"|\bexchange of fire\b|\bgun ?battle with\b"
)
RAMMED = re.compile(r"\b(?:ram|rams|rammed|plow\w*|plough\w*|drove|driven|drives|mow\w*)\b")


def kind_of(document: Document, group: Sequence[Trigger]) -> Kind:
    """Tell the kind of an event.

    Args:
        document: the report's text.
        group: the triggers of the event, in order.

    Returns:
        The kind that its sentences tell most of; a bare "attack" is an armed attack.
    """
    votes: Counter[Kind] = Counter()
    seen: set[int] = set()
    for trigger in group:
        if trigger.kind is Kind.BOMBING and SUICIDE in _text(document, trigger):
            votes[Kind.SUICIDE_BOMBING] += TRIGGER_WEIGHT
        elif trigger.kind is not None:
            known = trigger.sure and trigger.at <= LEAD and trigger.sentence.block not in TITLES
            votes[trigger.kind] += SURE_WEIGHT if known else TRIGGER_WEIGHT
        if trigger.at not in seen:
            seen.add(trigger.at)
            _vote(document, trigger, votes)
    if not votes:
        return Kind.ARMED_ATTACK
    best = max(votes, key=lambda kind: (votes[kind], kind.value))
    for finer in FINER.get(best, ()):
        share = 3 if finer in {Kind.SUICIDE_BOMBING, Kind.DRONE_STRIKE} else 2
        if votes[finer] >= max(2, votes[best] // share):
            return finer
    return best


def _vote(document: Document, trigger: Trigger, votes: Counter[Kind]) -> None:
    """Add what one sentence says for each kind."""
    text = _text(document, trigger)
    weight = 1
    if trigger.sentence.block in TITLES:
        weight = TITLE_WEIGHT
    elif trigger.at <= LEAD:
        weight = LEAD_WEIGHT
    if weight > 1 and FOUGHT.search(text):
        votes[Kind.CLASH] += 2 * weight
    if BLOWN_UP.search(text):
        votes[Kind.BOMBING] += weight
    other = trigger.sure and trigger.kind not in {None, Kind.ARMED_ATTACK}
    if not other and CARS.search(text) and RAMMED.search(text):
        votes[Kind.ARMED_ATTACK] += 2 * weight
    for kind, words in lexicon().kinds:
        if kind is Kind.ARREST or kind in {Kind.PROTEST, Kind.RIOT}:
            continue  # an arrest or a protest told beside an attack is not what it was
        if kind is Kind.BOMBING and SUICIDE in text:
            continue  # "a suicide bombing" is no word for a bomb left behind
        if _one_of(words).search(text):
            votes[kind] += weight


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for one of some words, each an expression of its own."""
    return re.compile("|".join(rf"\b{word}\b" for word in words))


def _text(document: Document, trigger: Trigger) -> str:
    """A trigger's sentence in lower case."""
    span = trigger.sentence.span
    return document.text[span.start : span.end].lower()
