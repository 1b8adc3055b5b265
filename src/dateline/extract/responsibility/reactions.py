"""What followed: condemnations, orders, retaliation, and that nobody has claimed it, as claims."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, main_event, nearest_event, sharers
from dateline.extract.responsibility.reaction_verbs import Reacted, found_reactions
from dateline.syntax.tree import Tree, tree
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Modality,
    Prominence,
    Reaction,
    Role,
    Scope,
    Stage,
)


def reactions(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read the reactions to a report's events; the party that reacts is the claim's speaker.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and a reaction claim.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    for one in found_reactions(annotations):
        event = _about(parsed, events, one)
        if event is not None:
            answer = Answer(
                Role.REACTION,
                Reaction(one.kind),
                one.span,
                one.sentence,
                Modality.ASSERTED,
                "reactions",
            )
            speaker = one.by.party if one.by else None
            claim = claim_of(document, annotations, answer, speaker=speaker)
            found.extend((i, claim) for i in sharers(events, event, one.sentence.span))
    return tuple(found)


def _about(parsed: Tree, events: Sequence[Event], one: Reacted) -> int | None:
    """The event that a reaction is about: one told below its word, else the news.

    Where the nearest word tells of a plan, a total or an old attack, what is condemned is the
    news, unless that word stands in the place of what is condemned.
    """
    event = nearest_event(parsed, one.sentence, events, one.word)
    if event is None:
        return main_event(events)
    found = events[event]
    below = {t.span for t in parsed.under(one.word)}
    verb = parsed.head(one.word) if one.word.dep == "dobj" else one.word
    if verb.dep in {"relcl", "acl"}:
        below.add(parsed.head(verb).span)
    objects = below & {found.trigger, *found.more_triggers}
    single = found.scope is Scope.SINGLE and found.stage is Stage.ACCOMPLISHED
    news = found.prominence is Prominence.MAIN
    return event if news or (objects and single) else main_event(events)
