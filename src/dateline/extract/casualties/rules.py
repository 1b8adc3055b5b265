"""The rules by which casualties are read, the passes over what they give, and their claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from dateline.extract.casualties.harm_words import (
    read_beaten_people,
    read_custody,
    read_deadly_verbs,
    read_denied_harm,
    read_dying_subjects,
    read_harm_nouns,
    read_harmed_objects,
    read_harmed_states,
    read_hostages,
    read_lost_lives,
    read_lost_people,
    read_own_lives,
    read_taken_people,
    read_toll_figures,
)
from dateline.extract.casualties.passes import (
    attach_events,
    drop_accidents,
    drop_background,
    drop_charges,
    drop_retold,
    drop_sums,
    drop_videos,
    keep_distinct,
    mark_alone,
    mark_further,
    mark_more,
    mark_singled_out,
    mark_told_before,
    share_among_places,
)
from dateline.extract.casualties.quantities import (
    CasualtyMention,
    CasualtyReport,
    SentenceContext,
    sentence_contexts,
)
from dateline.extract.casualties.told_victims import (
    read_bearing,
    read_carried,
    read_conditions,
    read_grave_parts,
    read_hit,
    read_hitting,
    read_homicides,
    read_parts_among,
    read_parts_included,
    read_parts_of_whole,
    read_shooting_nouns,
    read_struck,
    read_suffering,
    read_suicides,
)
from dateline.extract.casualties.victim_passes import (
    count_dead_of_hit,
    drop_dead_from_wounded,
    mark_attacker_again,
    mark_bands,
    mark_killed_by_police,
    mark_perpetrators,
)
from dateline.extract.events import Event
from dateline.extract.rules import Answer, Pass, Rule, Watcher, claim_of, run_passes, run_rules
from dateline.syntax.tree import tree
from dateline.types import Annotations, Claim, Document, FigureCue, Span
from dateline.vocabulary import expression_pattern, word_pattern

# ------------------------------------------------------------------ rules and passes

NEWS: Final = (
    "A bombing wounded five people on Saturday. Police closed the street. The owner declined to"
    " comment. Neighbors heard it. "
)
RULES: Final[tuple[Rule[SentenceContext, CasualtyMention], ...]] = (
    Rule(
        "casualty.verb.deadly",
        read_deadly_verbs,
        ("Two guards were shot dead.", "A farmer was gunned down.", "The boy was burnt to death."),
        ("Two guards were shot at.", "Four people shot, three dead."),
    ),
    Rule(
        "casualty.verb.object",
        read_harmed_objects,
        ("The blast killed 12 people.", "Ten people were killed and 36 wounded."),
        ("The bomb could kill dozens.", "The killing shocked the town."),
    ),
    Rule(
        "casualty.verb.subject",
        read_dying_subjects,
        ("Three soldiers died.", "A nurse and two drivers perished."),
        ("Three soldiers died of cancer.", "If ten people die, talks will end."),
    ),
    Rule(
        "casualty.state",
        read_harmed_states,
        ("The blast left 65 dead.", "Three deputies are dead."),
        ("The talks are dead.",),
    ),
    Rule(
        "casualty.verb.lose",
        read_lost_people,
        ("Police lost two men in the clash.", "The army lost nine soldiers."),
        ("The team lost two games.", "Ten people lost their lives."),
        keep="how an army tells its own dead; no labelled report is an army's",
    ),
    Rule(
        "casualty.verb.taken",
        read_taken_people,
        ("Rebels took two villagers away.", "The militants picked up three men."),
        ("The army took two villagers away.", "Rebels took two hills."),
    ),
    Rule(
        "casualty.verb.beaten",
        read_beaten_people,
        ("Rebels assaulted two teachers.", "Three men were beaten by militants."),
        ("Rebels beat a villager to death.", "The rebels assaulted the camp."),
    ),
    Rule(
        "casualty.noun.lives",
        read_lost_lives,
        ("The raid claimed the lives of 14 villagers.", "Ten people lost their lives."),
        ("The clinic saved the lives of 14 villagers.", "A gunman took his own life."),
    ),
    Rule(
        "casualty.noun.own_life",
        read_own_lives,
        ("The gunman took his own life.",),
        ("The raid claimed the lives of 14 villagers.",),
        keep="the set phrase for a suicide, beside the verbs of casualty.suicide",
    ),
    Rule(
        "casualty.noun.hostage",
        read_hostages,
        ("Gunmen have taken dozens hostage.", "Two nurses were taken hostage."),
        ("The talks were held hostage by the weather.",),
    ),
    Rule(
        "casualty.noun.custody",
        read_custody,
        ("Two men were taken into custody.", "Police have a man in custody."),
        ("The parents fought over custody.",),
    ),
    Rule(
        "casualty.noun.toll",
        read_toll_figures,
        ("The death toll rose to 85.", "The number of dead now stands at 30."),
        ("The financial toll rose to 85 million.", "The toll road reopened."),
    ),
    Rule(
        "casualty.noun.denied",
        read_denied_harm,
        ("There were no casualties.", "The rocket landed without causing injuries."),
        ("No further casualties were expected.", "There was no news."),
    ),
    Rule(
        "casualty.noun.counted",
        read_harm_nouns,
        ("At least 12 deaths were reported.", "Police made several arrests."),
        ("The death shocked the town.", "There were no injuries."),
    ),
    Rule(
        "casualty.hit.participle",
        read_hit,
        ("Two people were shot.", "The gunfire left five protesters hospitalized."),
        ("Two people were shot dead.", "A man shot two people."),
    ),
    Rule(
        "casualty.hit.object",
        read_hitting,
        ("A man shot two people.", "She is accused of stabbing a guard."),
        ("Two people were shot.", "The crew shot a film."),
    ),
    Rule(
        "casualty.hit.struck",
        read_struck,
        ("A bullet struck a girl in the shoulder.", "A driver was hit by gunfire."),
        ("A driver was hit by a bus.",),
    ),
    Rule(
        "casualty.hit.wound",
        read_suffering,
        ("A man suffered a gunshot wound.", "Two women were treated for injuries."),
        ("The town suffered a blackout.",),
    ),
    Rule(
        "casualty.hit.hospital",
        read_carried,
        ("Two women were taken to a hospital.",),
        ("Two women were taken to a hotel.",),
    ),
    Rule(
        "casualty.hit.condition",
        read_conditions,
        ("His wife is in a critical condition.", "Two guards remain in serious condition."),
        ("The bridge is in a critical condition.",),
    ),
    Rule(
        "casualty.hit.bearing",
        read_bearing,
        ("Police found two men with gunshot wounds.",),
        ("Police found two men with passports.",),
    ),
    Rule(
        "casualty.hit.noun",
        read_shooting_nouns,
        (
            "He is charged with the shooting of two men.",
            "The fatal stabbing of a clerk is a riddle.",
        ),
        ("The shooting of the film began.",),
    ),
    Rule(
        "casualty.noun.homicide",
        read_homicides,
        ("Police call it a double homicide.",),
        ("Police call it a homicide.",),
    ),
    Rule(
        "casualty.suicide",
        read_suicides,
        ("The gunman killed himself.", "A woman turned the gun on herself."),
        ("The gunman killed a guard.", "He turned the page."),
    ),
    Rule(
        "casualty.part.grave",
        read_grave_parts,
        (
            "The blast injured 36 people, three of them critically.",
            "Four people shot, one fatally.",
        ),
        ("Three people were critically injured.",),
    ),
    Rule(
        "casualty.part.be",
        read_parts_of_whole,
        ("Seven of the dead were police officers.",),
        ("Seven of the houses were old.",),
    ),
    Rule(
        "casualty.part.among",
        read_parts_among,
        ("Two nurses were among the dead.",),
        ("Two nurses were among the guests.",),
    ),
    Rule(
        "casualty.part.include",
        read_parts_included,
        ("The dead included two children.",),
        ("The tour included two towns.",),
    ),
)

PASSES: Final[tuple[Pass[CasualtyReport, CasualtyMention], ...]] = (
    Pass(
        "casualty.mark_perpetrator",
        mark_perpetrators,
        ("The man suspected of the attack died.", "A man who had shot two clerks was killed."),
        ("The woman who was shot in her car was killed.", "The boy who opened the door died."),
    ),
    Pass(
        "casualty.keep_distinct",
        keep_distinct,
        ("Rebels attacked the village and shot dead three farmers.",),
        ("The blast killed 12 people.",),
    ),
    Pass(
        "casualty.mark_more",
        mark_more,
        ("Two more people died after the bombing, bringing the toll to 14.",),
        ("Two people died in the bombing, more than feared.",),
        keep="figures of a later day; few labelled reports are followed for days",
    ),
    Pass(
        "casualty.mark_band",
        mark_bands,
        ("Three gunmen attacked the camp. All three were killed.",),
        ("Three farmers fled the attack. All three were killed.",),
        keep='without it attackers told as "all three" are victims',
    ),
    Pass(
        "casualty.mark_killed_by_police",
        mark_killed_by_police,
        (
            "After the attack police shot dead the driver.",
            "Rebels attacked a post, and troops killed eleven of them.",
            "Officers shot back at the post and four of the militants died in the attack.",
        ),
        ("The driver was killed in the attack, police said.",),
    ),
    Pass(
        "casualty.share_among_places",
        share_among_places,
        ("Gunmen attacked two towns on Sunday, killing three people in Gao and four in Kano.",),
        ("Gunmen attacked two towns on Sunday, killing three men and four women in Gao.",),
    ),
    Pass(
        "casualty.attach_event",
        attach_events,
        ("The bombing killed two officers.",),
        ("The bombing was heard far away.",),
    ),
    Pass(
        "casualty.drop_videos",
        drop_videos,
        ("A bombing wounded five people.\n\n0:52 A river rises Pause\n\n1:15 Man kills two men",),
        ("A bombing wounded five people.\n\nA river rises\n\nMan kills two men",),
    ),
    Pass(
        "casualty.drop_background",
        drop_background,
        (NEWS + "Two men were killed there last year.",),
        (NEWS + "Two men were killed there.",),
    ),
    Pass(
        "casualty.drop_accidents",
        drop_accidents,
        ("A shooting wounded two men.\n\nROAD ACCIDENT\n\nA driver was killed on the highway.",),
        ("A shooting wounded two men.\n\nROAD SAFETY\n\nA driver was killed on the highway.",),
    ),
    Pass(
        "casualty.drop_sums",
        drop_sums,
        (
            (
                "Seven people died in Gao and Kano on Sunday. Gunmen killed three traders in Gao."
                " In Kano, a bomb killed four guards."
            ),
        ),
        ("Seven people died in a bombing in Gao. Three of them were traders.",),
    ),
    Pass(
        "casualty.drop_charges",
        drop_charges,
        ("Troops arrested a rebel commander wanted for an attack that killed ten villagers.",),
        ("A rebel commander planned an attack that killed ten villagers.",),
    ),
    Pass(
        "casualty.mark_attacker_again",
        mark_attacker_again,
        ("A suspect was killed by deputies after a shooting. A man died in the shooting.",),
        ("A woman was killed in a shooting. The gunman later killed himself.",),
    ),
    Pass(
        "casualty.count_dead_of_hit",
        count_dead_of_hit,
        ("Four people were shot in the attack. One of the victims was killed.",),
        ("Four people were killed in the attack. One of the victims was a nurse.",),
    ),
    Pass(
        "casualty.drop_dead_from_wounded",
        drop_dead_from_wounded,
        ("Three people were shot in the attack. One of the men died in hospital.",),
        ("Two people were killed in the attack and two others were wounded.",),
    ),
    Pass(
        "casualty.mark_told_before",
        mark_told_before,
        ("A bombing killed two rebels in Gao. The bodies of two rebels were found on Monday.",),
        ("A bombing killed two rebels in Gao. The bodies of two more rebels were found.",),
    ),
    Pass(
        "casualty.mark_further",
        mark_further,
        ("A bombing in Gao wounded four guards. Ten villagers were also wounded.",),
        ("A bombing in Gao killed four guards. Ten villagers were also wounded.",),
    ),
    Pass(
        "casualty.drop_retold",
        drop_retold,
        ("Gunmen shot dead a teacher in Gao. Rebels had kidnapped the teacher and killed him.",),
        ("Rebels kidnapped a teacher in Gao and killed him.",),
    ),
    Pass(
        "casualty.mark_singled_out",
        mark_singled_out,
        ("The bombing killed 85 people. Maria Lopez, 45, was killed on her way home.",),
        ("The bombing killed 85 people and wounded one person.",),
    ),
    Pass(
        "casualty.mark_single_victims",
        mark_alone,
        ("A 20-year-old woman was shot in the attack. A 34-year-old man was shot in the arm.",),
        ("A 20-year-old woman was shot in the attack. The woman was shot in the arm.",),
    ),
)


# ------------------------------------------------------------------ what words say of a figure

REACH: Final = 60  # characters before a figure in which "rose to" or "up from" speaks of it
AFTER: Final = 30  # characters after it
AGE: Final = re.compile(r"(?<!\d)\d+[ -]years?[ -]old|, \d+\b")
DIGIT: Final = re.compile(r"\d")
NUMBER: Final = word_pattern("figures.numbers")
AROUND: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.RISEN: word_pattern("figures.risen"),
        FigureCue.NOW: word_pattern("figures.now"),
        FigureCue.NEWS: word_pattern("figures.news"),
        FigureCue.EARLIER: word_pattern("figures.earlier"),
        FigureCue.SUMMED: expression_pattern("figures.summed"),
    }
)
AT_FIRST: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.EACH: word_pattern("figures.each"),
        FigureCue.KNOWN: word_pattern("figures.known"),
    }
)
INSIDE: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.ANOTHER: word_pattern("figures.another"),
        FigureCue.DIGITS: DIGIT,
        FigureCue.JOINED: re.compile(r",| and "),
    }
)
MURDER_SUICIDE: Final = word_pattern("figures.murder_suicide")


def figure_cues(text: str, quote: Span, span: Span) -> Iterator[FigureCue]:
    """The cues of a figure.

    Args:
        text: the report's.
        quote: the sentence.
        span: the words of the figure.
    """
    around = text[max(quote.start, span.start - REACH) : min(quote.end, span.end + AFTER)]
    inside = text[span.start : span.end]
    yield from (cue for cue, pattern in AROUND.items() if pattern.search(around))
    yield from (cue for cue, pattern in AT_FIRST.items() if pattern.match(inside))
    yield from (cue for cue, pattern in INSIDE.items() if pattern.search(inside))
    if MURDER_SUICIDE.search(text, quote.start, quote.end):
        yield FigureCue.MURDER_SUICIDE
    without_ages = AGE.sub("", inside)
    numbered = DIGIT.search(without_ages) or NUMBER.search(without_ages)
    if " and " in inside and not numbered:
        yield FigureCue.LISTED


# ------------------------------------------------------------------ claims


def read_tolls(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> tuple[tuple[int, Claim], ...]:
    """Read the tolls of a report's events.

    A part of a toll told elsewhere ("four of them children") is marked as such; the dead among
    the attackers have a role of their own. People who were "shot" count as wounded as far as no
    death of theirs is told. A total over many events goes to an aggregate of its
    sentence or to none.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and the claim, in the order of the text.
    """
    report = CasualtyReport(document, annotations, tree(annotations), tuple(events))
    told = run_passes(PASSES, report, read_mentions(annotations, watch), watch)
    return tuple((one.event, _claim(report, one)) for one in told)


def read_mentions(
    annotations: Annotations, watch: Watcher | None = None
) -> tuple[CasualtyMention, ...]:
    """The tolls that the sentences of a report tell, each by itself."""
    found: list[CasualtyMention] = []
    last: CasualtyMention | None = None
    for context in sentence_contexts(annotations):
        previous = last.role if last else None
        own = run_rules(RULES, replace(context, previous=previous), watch)
        last = max((*([last] if last else ()), *own), key=_place, default=None)
        found += own
    return tuple(found)


def _place(one: CasualtyMention) -> Span:
    """Where the words of a mention stand."""
    return one.counted.span


def _claim(report: CasualtyReport, one: CasualtyMention) -> Claim:
    """The claim of a mention, with what its words say of the figure."""
    toll = one.counted.toll
    answer = Answer(one.role, toll, one.counted.span, one.sentence, one.modality, one.rule)
    claim = claim_of(report.document, report.annotations, answer)
    cues = tuple(figure_cues(report.document.text, claim.quote, claim.span))
    alone = (FigureCue.SINGLE_VICTIM,) if one.alone else ()
    further = (FigureCue.FURTHER,) if one.further else ()
    return replace(claim, passes=one.passes, cues=(*alone, *further, *cues))
