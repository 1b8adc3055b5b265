"""The ways in which words tell the circumstances of an event: rules, passes, and their claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dateline.extract.arguments import participants, places, times, weapon_outcomes
from dateline.extract.arguments.context import EventContext, event_contexts
from dateline.extract.arguments.weapon_outcomes import Damage, WeaponOutcome, each_verb
from dateline.extract.events import Event, event_for, main_event
from dateline.extract.rules import (
    Answer,
    Pass,
    Rule,
    SentenceContext,
    Watcher,
    WordReader,
    claim_of,
    contexts_of,
    run_passes,
    run_rules,
)
from dateline.syntax.factuality import stated_modality
from dateline.syntax.scope import is_aggregate
from dateline.syntax.tree import Tree, tree
from dateline.types import Annotations, Claim, Document, Role, Scope, Span
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ rules and passes

TWO_TOWNS: Final = (
    "Bombings in Homs and Aleppo on Monday killed 20 people. "
    "A car bomb in Homs killed 12 people. A bomb in Aleppo killed eight people."
)
ONE_TOWN: Final = (
    "Nine rebels were killed in clashes in Mali. Soldiers gunned down the rebels because "
    "they had said that they would burn the house of a man who lives in Timbuktu."
)
TWO_DAYS: Final = (
    "3 September\n\nGunmen shot dead two drivers in Gao.\n\n"
    "Monday, 5 September\n\nA mine killed a boy in Kidal."
)
PROVINCE: Final = "A bomb killed nine people in Borno state, Nigeria, on Monday. "


def drop_repeats(_: Any, found: tuple[Answer, ...]) -> Iterable[Answer]:  # noqa: ANN401  any report
    """Each value of a role once."""
    kept: dict[tuple[Role, str], Answer] = {}
    for answer in found:
        kept.setdefault((answer.role, repr(answer.value)), answer)
    return kept.values()


def drop_vague_targets(_: Any, found: tuple[Answer, ...]) -> Iterable[Answer]:  # noqa: ANN401
    """The targets of an exact kind, where there are any: a bus, and not its passengers."""
    exact = any(a.role is Role.TARGET and not participants.is_vague(a) for a in found)
    return (a for a in found if not (exact and participants.is_vague(a)))


EVENT_RULES: tuple[Rule[EventContext, Answer], ...] = (
    Rule(
        "argument.time.own",
        times.read_own_time,
        ("A bomb exploded in Homs on Monday.",),
        ("A bomb exploded in Homs, the army said on Monday.",),
    ),
    Rule(
        "argument.time.whole",
        times.read_time_of_whole,
        (TWO_TOWNS,),
        ("A bomb killed five people in Homs on Monday.",),
        keep="a day that a sentence tells of several towns is the day of each",
    ),
    Rule(
        "argument.time.telling",
        times.read_time_of_telling,
        ("A bomb killed five people in Homs, the army said on Monday.",),
        ("A bomb killed five people in Homs on Sunday, the army said on Monday.",),
    ),
    Rule(
        "argument.time.heading",
        times.read_day_of_heading,
        (TWO_DAYS,),
        ("23 September\n\nGunmen shot dead two drivers in Gao.",),
    ),
    Rule(
        "argument.time.news",
        times.read_day_of_news,
        (
            "The army advanced on Monday. Shells killed two men in Homs.",
            "Men boarded a ship and kidnapped two sailors. The ship was boarded on Monday.",
        ),
        ("A bomb killed two men in Homs. Schools had opened on Monday.",),
    ),
    Rule(
        "argument.place.site",
        places.read_sites,
        ("A bomb exploded in Homs on Monday.",),
        ("A bomb exploded outside the town hall on Monday.",),
    ),
    Rule(
        "argument.place.origin",
        places.read_origin,
        ("Rockets hit Ashkelon on Monday. The rockets were fired from Rafah.",),
        ("Rockets hit a village near Rafah on Monday.",),
    ),
    Rule(
        "argument.place.only_town",
        places.read_only_town,
        (ONE_TOWN,),
        ("Twelve rebels were shot dead in Timbuktu.",),
    ),
    Rule(
        "argument.place.news",
        places.read_town_of_news,
        (PROVINCE + "Traders closed their shops in Bama for a day.",),
        (PROVINCE + "Traders closed their shops in Bama and in Gwoza for a day.",),
    ),
    Rule(
        "argument.place.taken_up",
        places.read_place_taken_up,
        ("Police in Homs said that a bomb had killed nine people there.",),
        ("A bomb killed nine people in Homs. There were no witnesses.",),
    ),
    Rule(
        "argument.place.report",
        places.read_place_of_report,
        ("A bomb exploded on Monday. Streets in Homs were closed.",),
        ("A bomb exploded in Homs on Monday. Streets in Aleppo were closed.",),
    ),
    Rule(
        "argument.weapon",
        participants.read_weapons,
        ("A car bomb exploded in Homs.",),
        ("Fighters clashed in Homs.",),
    ),
    Rule(
        "argument.actor",
        participants.read_actor,
        (
            "Boko Haram killed two soldiers.",
            "The camp was attacked by the PKK.",
            "Turkish air strikes killed nine people near Homs.",
            "Nine people were killed when Turkish jets bombed Homs.",
            "Soldiers were killed in clashes with Boko Haram.",
        ),
        ("Burkina Faso attack leaves 28 dead.", "Gunman killed in Gao."),
    ),
    Rule(
        "argument.weapon.whole",
        participants.read_weapons_of_whole,
        ("Rebels fired rockets at Homs, Idlib and Aleppo.",),
        ("A car bomb exploded in Homs.",),
    ),
    Rule(
        "argument.actor.whole",
        participants.read_actor_of_whole,
        ("Boko Haram bombed Homs, Idlib and Aleppo.",),
        ("Boko Haram attacked Damboa.",),
    ),
    Rule(
        "argument.target.object",
        participants.read_objects,
        ("Gunmen attacked a school in Gao.",),
        ("Gunmen attacked on Monday.",),
    ),
    Rule(
        "argument.target.site",
        participants.read_target_sites,
        ("A bomb exploded in a hotel in Gao.",),
        ("Gunmen attacked a school near a hotel in Gao.",),
    ),
    Rule(
        "argument.target.victims",
        participants.read_victims,
        ("A bomb killed three people.",),
        ("A bomb destroyed a school and killed three people.",),
    ),
)
PASSES: tuple[Pass[Any, Answer], ...] = (
    Pass(
        "argument.drop_vague_targets",
        drop_vague_targets,
        ("Gunmen attacked a school and killed two villagers in Gao.",),
        ("Gunmen attacked a school in Gao.",),
    ),
    Pass(
        "argument.drop_repeats",
        drop_repeats,
        ("A bomb exploded in Gao. The bomb that exploded in Gao killed two people.",),
        ("A bomb exploded in Gao.",),
    ),
)

OUTCOME_RULES: tuple[Rule[SentenceContext[Annotations], WeaponOutcome], ...] = (
    Rule(
        "argument.weapons.intercepted",
        each_verb(
            Role.INTERCEPTED,
            weapon_outcomes.intercepted_weapons,
            weapon_outcomes.INTERCEPTED | weapon_outcomes.BROUGHT,
        ),
        ("Air defences shot down nine drones.", "Two rockets were intercepted."),
        ("Rebels shot nine soldiers.",),
    ),
    Rule(
        "argument.weapons.fired",
        each_verb(Role.FIRED, weapon_outcomes.fired_weapons, weapon_outcomes.FIRED),
        ("Rebels fired seven rockets at the base.",),
        ("The mayor fired three aides.", "Rebels threatened to fire 100 rockets."),
    ),
    Rule(
        "argument.weapons.fired_at",
        each_verb(
            Role.FIRED,
            weapon_outcomes.weapons_of_target,
            word_list("weapon_outcomes.fired.with"),
        ),
        ("The camp was hit by two rockets.",),
        ("The camp was hit by a storm.",),
    ),
    Rule(
        "argument.weapons.failed",
        each_verb(
            Role.FAILED,
            weapon_outcomes.failed_weapons,
            word_list("weapon_outcomes.failed.told_by"),
        ),
        ("Two of the rockets failed to explode.", "Two rockets misfired."),
        ("Two rockets exploded.",),
    ),
    Rule(
        "argument.weapons.landed",
        each_verb(
            Role.LANDED, weapon_outcomes.landed_weapons, word_list("weapon_outcomes.landed.subject")
        ),
        ("Three rockets landed outside the camp.",),
        ("Three helicopters landed outside the camp.",),
    ),
)

DAMAGE_RULES: tuple[Rule[SentenceContext[Tree], Damage], ...] = (
    Rule(
        "argument.damage.noun",
        WordReader(weapon_outcomes.NOUNS, weapon_outcomes.read_damage_nouns),
        ("The rockets caused damage to vehicles.", "There was no damage."),
        ("The attack did damage to the country's reputation.",),
    ),
    Rule(
        "argument.damage.verb",
        WordReader(weapon_outcomes.VERBS, weapon_outcomes.read_damage_verbs),
        ("The blast destroyed two houses.",),
        ("The blast destroyed hopes of peace.",),
    ),
)

RULES: tuple[Rule[Any, Any], ...] = (*EVENT_RULES, *OUTCOME_RULES, *DAMAGE_RULES)


# ------------------------------------------------------------------ claims

Claims = tuple[tuple[int, Claim], ...]


def read_circumstances(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read when, where, from where, by whom, with what and on what each event took place.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and a claim.
    """
    found: list[tuple[int, Claim]] = []
    for context in event_contexts(document, annotations, events):
        answers = run_rules(EVENT_RULES, context, watch)
        kept = run_passes(PASSES, annotations, answers, watch)
        found += ((context.index, claim_of(document, annotations, answer)) for answer in kept)
    return tuple(found)


def read_outcomes(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read how many rockets, missiles or drones were fired, intercepted, landed or failed.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what the rules do.

    Returns:
        Pairs of the event's index and the claim: a `Count`, for salvos a `Salvos`, for what was
        intercepted an `Interception`.
    """
    kept: dict[tuple[Role, Span], WeaponOutcome] = {}
    for context in contexts_of(annotations, annotations):
        told = run_rules(OUTCOME_RULES, context, watch)
        for outcome in sorted(told, key=lambda one: one.word.i):
            kept.setdefault((outcome.role, outcome.span), outcome)
    found: list[tuple[int, Claim]] = []
    for one in sorted(kept.values(), key=lambda outcome: (outcome.span, outcome.role)):
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(tree(annotations), annotations.sentences, events, one.word, scope)
        if event is None:
            continue
        if one.role is Role.FAILED and events[event].trigger == one.word.span:
            event = main_event(events)  # the failure itself is no event: others hit
        answer = Answer(one.role, one.value, one.span, one.sentence, one.modality, one.rule)
        if event is not None:
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)


def read_damage(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read what was damaged in a report's events; "no damage" is an answer too.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what the rules do.

    Returns:
        Pairs of the event's index and a claim whose value is a short stretch of the text.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    told: list[Damage] = []
    for context in contexts_of(annotations, parsed):
        told += sorted(run_rules(DAMAGE_RULES, context, watch), key=lambda one: one.word.i)
    for one in told:
        aggregate = is_aggregate(parsed, one.sentence, one.word)
        scope = Scope.AGGREGATE if aggregate else Scope.SINGLE
        event = event_for(parsed, annotations.sentences, events, one.word, scope)
        firm = stated_modality(parsed, one.word)
        if event is not None and firm is not None:
            value = " ".join(document.text[one.span.start : one.span.end].split())
            answer = Answer(Role.DAMAGE, value, one.span, one.sentence, firm, one.rule)
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)
