"""The ways in which words tell the circumstances of an event: this room's rules and passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dateline.extract.arguments import (
    actors,
    damage,
    news_days,
    places,
    targets,
    times,
    weapon_outcomes,
)
from dateline.extract.arguments.context import EventContext
from dateline.extract.arguments.damage import Damage
from dateline.extract.arguments.weapon_outcomes import WeaponOutcome, each_verb
from dateline.extract.claims import Answer
from dateline.extract.rules import Pass, Rule
from dateline.extract.sentence_context import SentenceContext
from dateline.syntax.tree import Tree
from dateline.types import Annotations, Role
from dateline.vocabulary import word_list

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
    exact = any(a.role is Role.TARGET and not targets.is_vague(a) for a in found)
    return (a for a in found if not (exact and targets.is_vague(a)))


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
        news_days.read_day_of_heading,
        (TWO_DAYS,),
        ("23 September\n\nGunmen shot dead two drivers in Gao.",),
    ),
    Rule(
        "argument.time.news",
        news_days.read_day_of_news,
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
        actors.read_weapons,
        ("A car bomb exploded in Homs.",),
        ("Fighters clashed in Homs.",),
    ),
    Rule(
        "argument.actor",
        actors.read_actor,
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
        actors.read_weapons_of_whole,
        ("Rebels fired rockets at Homs, Idlib and Aleppo.",),
        ("A car bomb exploded in Homs.",),
    ),
    Rule(
        "argument.actor.whole",
        actors.read_actor_of_whole,
        ("Boko Haram bombed Homs, Idlib and Aleppo.",),
        ("Boko Haram attacked Damboa.",),
    ),
    Rule(
        "argument.target.object",
        targets.read_objects,
        ("Gunmen attacked a school in Gao.",),
        ("Gunmen attacked on Monday.",),
    ),
    Rule(
        "argument.target.site",
        targets.read_target_sites,
        ("A bomb exploded in a hotel in Gao.",),
        ("Gunmen attacked a school near a hotel in Gao.",),
    ),
    Rule(
        "argument.target.victims",
        targets.read_victims,
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
        damage.read_damage_nouns,
        ("The rockets caused damage to vehicles.", "There was no damage."),
        ("The attack did damage to the country's reputation.",),
    ),
    Rule(
        "argument.damage.verb",
        damage.read_damage_verbs,
        ("The blast destroyed two houses.",),
        ("The blast destroyed hopes of peace.",),
    ),
)

RULES: tuple[Rule[Any, Any], ...] = (*EVENT_RULES, *OUTCOME_RULES, *DAMAGE_RULES)
