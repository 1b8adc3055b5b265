"""The table of rules that read words as telling of an event, and of passes over them.

Of several rules that read the same word the first of the table counts.
"""

from __future__ import annotations

from typing import Final

from dateline.extract.events.frames import read_everyday_verbs, read_frames, read_phrases
from dateline.extract.events.plain_harm import read_plain_harm
from dateline.extract.events.trigger import Trigger, TriggerContext
from dateline.extract.events.trigger_passes import (
    drop_carrying_verbs,
    drop_figures_of_speech,
    drop_game,
    drop_labour,
    drop_lookalikes,
    keep_first,
    open_follow_ups,
    set_apart,
    set_charged,
    set_definite,
    set_other,
    set_scope,
    set_stage,
)
from dateline.extract.events.trigger_words import (
    read_hostages,
    read_nouns,
    read_shot_dead,
    read_verbs,
    read_wounds,
)
from dateline.extract.rules import Pass, Rule
from dateline.types import Annotations

RULES: Final[tuple[Rule[TriggerContext, Trigger], ...]] = (
    Rule(
        "event.frame",
        read_frames,
        (
            "A missile hit a house in the village.",
            "A man threw a grenade at a bar.",
            "The mayor was assassinated at his home.",
            "Police foiled an attack on the embassy.",
        ),
        ("The song hit the charts.", "She threw a party at a bar."),
    ),
    Rule(
        "event.phrase",
        read_phrases,
        (
            "The camp came under heavy mortar fire overnight.",
            "A patrol came under sniper fire.",
            "A bomb hidden in a bin exploded.",
            "The clerk was stabbed to death.",
        ),
        ("The minister came under pressure.", "A camper was clubbed to death by a bear."),
    ),
    Rule(
        "event.shot_dead",
        read_shot_dead,
        ("Two guards shot dead near the border.",),
        ("The guard shot at the lock.",),
    ),
    Rule(
        "event.hostage",
        read_hostages,
        ("Six teachers were taken hostage by rebels.",),
        ("A former hostage wrote a book.",),
    ),
    Rule(
        "event.wound",
        read_wounds,
        ("He died of a gunshot wound.",),
        ("The wound healed quickly.",),
    ),
    Rule(
        "event.noun",
        read_nouns,
        ("The attack on the convoy lasted an hour.", "A drone strike hit the town."),
        ("The attack drone was shown to visitors.", "The ceremony lasted an hour."),
    ),
    Rule(
        "event.verb",
        read_verbs,
        ("Rebels attacked the base.", "Police detained three men."),
        ("Rebels left the base.",),
    ),
    Rule(
        "event.everyday_verb",
        read_everyday_verbs,
        ("A bomb went off in the market.", "The militant killed a guard."),
        ("The lights went off in the market.", "The frost killed the roses."),
    ),
    Rule(
        "event.plain_harm",
        read_plain_harm,
        (
            "Six people were killed in Kandahar on Friday.",
            "Israel struck a school, killing six people.",
        ),
        ("Six people were killed in a crash in Kandahar on Friday.", "The cold killed six people."),
    ),
)

PASSES: Final[tuple[Pass[Annotations, Trigger], ...]] = (
    Pass(
        "event.keep_first",
        keep_first,
        ("Gunmen attacked a village.",),
        ("The siege lasted a week.",),
    ),
    Pass(
        "event.drop_game",
        drop_game,
        ("The striker led the attack, and the goal won the match for the team.",),
        ("The attack closed the road to the stadium.",),
    ),
    Pass(
        "event.drop_labour",
        drop_labour,
        ("The strike goes on, the union said; each worker wants a wage and stands on a picket.",),
        ("The strike destroyed a bridge.",),
    ),
    Pass(
        "event.drop_figures_of_speech",
        drop_figures_of_speech,
        (
            "The minister was stabbed in the back by his party.",
            "The explosion turned out to be fireworks.",
        ),
        ("The minister was stabbed at a rally.",),
    ),
    Pass(
        "event.drop_lookalikes",
        drop_lookalikes,
        ("He had a panic attack.", "A dog attacked a boy.", "The film tells of an attack."),
        ("He had planned the attack.", "A gunman attacked a boy."),
    ),
    Pass(
        "event.drop_carrying_verbs",
        drop_carrying_verbs,
        ("The coalition launched ten air strikes on Monday.",),
        ("The rebels launched a rocket.",),
    ),
    Pass(
        "event.open_follow_ups",
        open_follow_ups,
        ("Rebels set off a bomb, killing two soldiers.",),
        ("Gunmen killed two soldiers.",),
    ),
    Pass(
        "event.set_stage",
        set_stage,
        ("The rebels threatened to attack the town.", "No attack took place."),
        ("The rebels attacked the town.",),
    ),
    Pass(
        "event.set_scope",
        set_scope,
        ("Frequent attacks have closed the road.", "Bombings kill hundreds every year."),
        ("The attack closed the road.",),
    ),
    Pass(
        "event.set_definite",
        set_definite,
        ("The attack closed the road.",),
        ("An attack closed the road.",),
    ),
    Pass(
        "event.set_other",
        set_other,
        ("Another attack closed the road.",),
        ("An attack closed the road.",),
    ),
    Pass(
        "event.set_apart",
        set_apart,
        ("A separate bombing killed four people.", "Elsewhere, gunmen killed four people."),
        ("A bombing killed four people.",),
    ),
    Pass(
        "event.set_charged",
        set_charged,
        (
            "Troops arrested a rebel commander wanted for an attack on a village.",
            "A militant of Boko Haram who was involved in a bombing surrendered.",
        ),
        ("Troops arrested a rebel commander after an attack on a village.",),
    ),
)
