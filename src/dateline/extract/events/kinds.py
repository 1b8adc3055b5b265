"""What kind an event is of, from all that a report tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from dateline.extract.events.attachment import nearest_above
from dateline.extract.events.trigger import Trigger
from dateline.syntax.tree import Tree, is_titled, said
from dateline.types import Kind
from dateline.vocabulary import expression_pattern, word_list, word_map, word_pattern

SUICIDE: Final = word_pattern("triggers.suicide")
BLOWN_UP: Final = word_pattern("triggers.blown_up")
CARS: Final = word_pattern("triggers.rammed_with")
RAMMED: Final = word_pattern("triggers.ramming")
FOUGHT: Final = expression_pattern("triggers.fought")
RAIDED: Final = word_pattern("triggers.beside.raided")
RAIDS: Final = word_list("triggers.beside.raids")
LEAD: Final = 3  # sentences that open a report
# An arrest or a protest told beside an attack is not what it was.
BESIDE: Final = frozenset({Kind.ARREST, Kind.PROTEST, Kind.RIOT})
WORDS: Final = {
    Kind(name): word_pattern(f"triggers.kinds.{name}")
    for name in dict.fromkeys(word_map("triggers.kinds").values())
    if Kind(name) not in BESIDE
}
# A kind told in plainer words gives way to the more exact one that is told beside it.
FINER: Final = {
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
FINEST: Final = frozenset({Kind.SUICIDE_BOMBING, Kind.DRONE_STRIKE})
TITLE_WEIGHT, LEAD_WEIGHT, TRIGGER_WEIGHT = 3, 2, 2
SURE_WEIGHT: Final = 5  # of a word whose own construction tells the kind, in the lead


def event_kind(
    parsed: Tree,
    group: Sequence[Trigger],
    others: AbstractSet[int] = frozenset(),
    *,
    aerial: bool = False,
) -> Kind:
    """Tell the kind of an event.

    Args:
        parsed: the report's parse.
        group: the triggers of the event, in order.
        others: the words, by number, that tell of other events: what hangs on them is not told of
            this one.
        aerial: whether the report tells of strikes from the air, as which a raid is then taken.

    Returns:
        The kind that its sentences tell most of; a bare "attack" is an armed attack.
    """
    votes: Counter[Kind] = Counter()
    seen: set[int] = set()
    rest = others - {t.token.i for t in group}
    for trigger in group:
        text = _own_text(parsed, trigger, group, rest)
        if trigger.kind is Kind.BOMBING and SUICIDE.search(text):
            votes[Kind.SUICIDE_BOMBING] += TRIGGER_WEIGHT
        elif trigger.kind is not None:
            known = trigger.sure and trigger.at <= LEAD and not is_titled(trigger.sentence)
            raid = aerial and trigger.token.lemma.lower() in RAIDS
            kind = Kind.AIR_STRIKE if raid else trigger.kind
            votes[kind] += SURE_WEIGHT if known else TRIGGER_WEIGHT
        if trigger.at not in seen:
            seen.add(trigger.at)
            _vote(text, trigger, votes, aerial=aerial)
    if not votes:
        return Kind.ARMED_ATTACK
    best = max(votes, key=lambda kind: (votes[kind], kind is not Kind.ARMED_ATTACK, kind.value))
    for finer in FINER.get(best, ()):
        share = 3 if finer in FINEST else 2
        if votes[finer] >= max(2, votes[best] // share):
            return finer
    return best


def _vote(text: str, trigger: Trigger, votes: Counter[Kind], *, aerial: bool) -> None:
    """Add what one sentence says for each kind."""
    weight = 1
    if is_titled(trigger.sentence):
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
    for kind, words in WORDS.items():
        if kind is Kind.BOMBING and SUICIDE.search(text):
            continue  # "a suicide bombing" is no word for a bomb left behind
        if words.search(text):
            votes[kind] += weight
    if RAIDED.search(text):
        votes[Kind.AIR_STRIKE if aerial else Kind.ARMED_ATTACK] += weight


def _own_text(
    parsed: Tree, trigger: Trigger, group: Sequence[Trigger], others: AbstractSet[int]
) -> str:
    """A trigger's sentence in lower case, without what hangs on the word for another event."""
    own = {t.token.i for t in group}
    told = own | others
    words = parsed.tokens[trigger.sentence.first : trigger.sentence.last]
    return said([t for t in words if nearest_above(parsed, t, told) not in others]).lower()
