"""The ways in which words say who did it and how others react: this room's rules and passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from dateline.extract.responsibility import blame, claiming, deeds, denials, reacting
from dateline.extract.responsibility.context import (
    Charge,
    ReportedReaction,
    each_word,
)
from dateline.extract.responsibility.parties import ReportParties
from dateline.extract.rules import Pass, Rule
from dateline.extract.sentence_context import SentenceContext
from dateline.types import Annotations
from dateline.vocabulary import word_list

Statement = TypeVar("Statement", Charge, ReportedReaction)


def drop_repeats(_: Annotations, found: tuple[Statement, ...]) -> Iterable[Statement]:
    """What a sentence says once of who did it, or of a reaction, however many words say so."""
    kept: dict[object, Statement] = {}
    for one in sorted(found, key=lambda statement: statement.word.i):
        by = one.speaker.party.name if one.speaker else ""
        what = (one.modality, one.accused.party.name) if isinstance(one, Charge) else one.kind
        kept.setdefault((what, by, one.sentence.first), one)
    return kept.values()


CHARGE_RULES: tuple[Rule[SentenceContext[ReportParties], Charge], ...] = (
    Rule(
        "responsibility.claim.verb",
        each_word(claiming.read_claim, word_list("responsibility.claims.verbs"), "VERB", "AUX"),
        (
            "Hamas claimed responsibility for the bombing.",
            "The raid on the barracks was claimed by Boko Haram.",
            "A group calling itself Red Dawn took credit for the killings.",
        ),
        (
            "No group has claimed the bombing.",
            "The airline took responsibility for the delay.",
            "Hamas claimed responsibility for several earlier attacks.",
        ),
    ),
    Rule(
        "responsibility.claim.noun",
        each_word(claiming.read_claim_noun, frozenset({"claim"}), "NOUN"),
        ("A claim of responsibility by Hezbollah was read out on the radio.",),
        ("There was no claim of responsibility by Hezbollah.",),
    ),
    Rule(
        "responsibility.denial.verb",
        each_word(denials.read_denial, word_list("responsibility.denials.verbs"), "VERB"),
        (
            "The Taliban denied any involvement in the blast.",
            "Iran rejected the charge that it was behind the bombing.",
        ),
        (
            "The Taliban neither confirmed nor denied the attack.",
            "The mayor denied a request for more guards.",
            "The president rejected any attack on his country's soil.",
        ),
    ),
    Rule(
        "responsibility.denial.called_false",
        each_word(denials.read_called_false, word_list("responsibility.denials.naming"), "VERB"),
        ("Iran called the accusation a lie.",),
        ("Iran called the attack a crime.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.no_part",
        each_word(denials.read_no_part, frozenset({"have"}), "VERB", "AUX"),
        (
            "Hezbollah said it had nothing to do with the attack.",
            "Iran said it had no part in the bombing.",
        ),
        ("The owners said the tanker had no link to Israel.",),
    ),
    Rule(
        "responsibility.denial.distanced",
        each_word(denials.read_distancing, word_list("responsibility.denials.distancing"), "VERB"),
        ("Hamas distanced itself from the attack.",),
        ("Hamas distanced itself from its former leader.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.not_involved",
        each_word(
            denials.read_not_involved,
            word_list("responsibility.denials.involved")
            | word_list("responsibility.denials.deeds"),
        ),
        ("The Taliban said they were not behind the blast.",),
        ("The Taliban said the minister was not involved in the talks.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.part",
        each_word(denials.read_denied_part, word_list("responsibility.claims.verbs"), "VERB"),
        ("Hamas claimed the first bombing but not the second.",),
        ("Hamas claimed the bombing but not until Friday evening.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.blame.verb",
        each_word(blame.read_blame, word_list("responsibility.blame.verbs"), "VERB", "AUX"),
        (
            "The governor blamed the PKK for the attack.",
            "Turkey attributed the bombing to the Islamic State.",
            "Prosecutors accused Hezbollah of planting the bomb.",
        ),
        (
            "The governor blamed Iran for high prices.",
            "Farmers blamed the delay on the army.",
            "The company was tied to a bank in Moscow.",
        ),
    ),
    Rule(
        "responsibility.blame.pointing",
        each_word(blame.read_pointing, frozenset({"point"})),
        ("Officials pointed the finger at the Islamic State.", "Evidence points to Hezbollah."),
        ("The man pointed a rifle at Ana Ruiz.",),
    ),
    Rule(
        "responsibility.blame.mark",
        each_word(
            blame.read_mark,
            word_list("responsibility.blame.marks") | word_list("responsibility.blame.works"),
            "NOUN",
        ),
        ("The blast bore the hallmarks of al-Shabaab.", "It was the work of the Islamic State."),
        ("The minister praised the work of the Red Crescent.",),
    ),
    Rule(
        "responsibility.blame.behind",
        each_word(blame.read_behind, word_list("responsibility.blame.responsible")),
        (
            "The ministry said Hezbollah was responsible for the bombing.",
            "Al-Shabaab said it was behind the raid.",
        ),
        ("Adam Lake is behind bars.", "The army is responsible for guarding the border."),
    ),
    Rule(
        "responsibility.suspicion.adjective",
        each_word(blame.read_suspected, frozenset({"suspected"})),
        ("The village was attacked by suspected Boko Haram fighters.",),
        ("Police arrested five suspected Boko Haram fighters.",),
    ),
    Rule(
        "responsibility.suspicion.attack_by",
        each_word(blame.read_attack_by, word_list("responsibility.events.nouns"), "NOUN"),
        ("It appears to have been an attack by the Islamic State.",),
        ("It was not an attack by the Islamic State.",),
    ),
    Rule(
        "responsibility.suspicion.suspect",
        each_word(blame.read_suspect, word_list("responsibility.doubt.suspects"), "NOUN"),
        ("Officials said the Islamic State was the prime suspect.",),
        ("Officials said Adam Lake was not a suspect.",),
    ),
    Rule(
        "responsibility.suspicion.fell",
        each_word(blame.read_suspicion, frozenset({"fall"}), "VERB"),
        ("Suspicion fell on the PKK.",),
        ("Shells fell on the PKK.",),
        keep="no report that is measured words a suspicion so",
    ),
    Rule(
        "responsibility.suspicion.supposed",
        each_word(blame.read_supposing, word_list("responsibility.doubt.supposing"), "VERB"),
        (
            "Police suspect the Islamic State of the bombing.",
            "Investigators think Hezbollah may have carried out the bombing.",
        ),
        ("Police suspect that the man was planning to join the Islamic State.",),
    ),
    Rule(
        "responsibility.deed.done",
        each_word(deeds.read_deed, word_list("responsibility.deeds.verbs"), "VERB"),
        (
            "The attack was carried out by the Islamic State.",
            "Police said Boko Haram had launched the raid.",
        ),
        (
            "The Islamic State wants to carry out an attack.",
            "The Islamic State has carried out similar attacks.",
        ),
    ),
    Rule(
        "responsibility.deed.attacked",
        each_word(deeds.read_attack, word_list("responsibility.deeds.attacks"), "VERB"),
        (
            "Boko Haram fighters raided two villages, residents said.",
            "A bomb planted by the PKK killed two soldiers, the ministry said.",
        ),
        ("Four men shot in a bar were known to the police, officers said.",),
    ),
    Rule(
        "responsibility.deed.member",
        each_word(deeds.read_membership, frozenset({"be"})),
        (
            "The attackers were members of Boko Haram, the army said.",
            "The bomber was from the Islamic State, the ministry said.",
            "Hamas said the bomber was one of its fighters.",
        ),
        ("The attackers were men of about thirty, the army said.",),
        keep="no report that is measured words it so; one of the plainest ways of naming a group",
    ),
)

REACTION_RULES: tuple[Rule[SentenceContext[ReportParties], ReportedReaction], ...] = (
    Rule(
        "reaction.condemned.verb",
        each_word(
            reacting.read_condemned,
            word_list("reactions.condemning.verbs"),
            "VERB",
            "NOUN",
            "PROPN",
        ),
        ("France condemned the attack.", "The bombing was condemned by Turkey."),
        ("A truck slammed into a wall.", "France slams tax plan"),
    ),
    Rule(
        "reaction.condemned.noun",
        each_word(reacting.read_condemnation, word_list("reactions.condemning.nouns"), "NOUN"),
        ("The bombing drew condemnation from France.",),
        ("There was no condemnation in the statement.",),
        keep="a common way of headlines and round-ups of reactions",
    ),
    Rule(
        "reaction.condemned.named",
        each_word(reacting.read_named, word_list("reactions.condemning.naming"), "VERB"),
        ("Ana Ruiz called it a cowardly act.",),
        ("Police called it a terrorist attack.",),
    ),
    Rule(
        "reaction.condemned.quoted",
        each_word(reacting.read_quoted, word_list("reactions.condemning.quoted")),
        ('"This was a despicable crime," the French president said.',),
        ("It was a despicable crime.",),
    ),
    Rule(
        "reaction.condemned.shocked",
        each_word(reacting.read_shocked, word_list("reactions.condemning.shocked")),
        ('"We are outraged by the attack," the French president said.',),
        ('"We are outraged by the ruling," the French president said.',),
    ),
    Rule(
        "reaction.ordered.verb",
        each_word(reacting.read_ordered, word_list("reactions.ordering.verbs"), "VERB"),
        ("The president ordered the army to hunt down the bombers.",),
        ("The president ordered a new car.",),
    ),
    Rule(
        "reaction.ordered.noun",
        each_word(reacting.read_order, word_list("reactions.ordering.nouns"), "NOUN"),
        ("The president issued a directive to pursue the bombers.",),
        ("The president read the order of the day.",),
    ),
    Rule(
        "reaction.retaliated",
        each_word(
            reacting.read_retaliated,
            word_list("reactions.retaliating.verbs") | word_list("reactions.retaliating.back"),
            "VERB",
        ),
        ("The army retaliated by shelling the border.", "Police fired back."),
        ("The army fired at the border.",),
    ),
    Rule(
        "reaction.no_claim.claimed",
        each_word(reacting.read_no_claim, word_list("responsibility.claims.verbs")),
        (
            "There was no immediate claim of responsibility.",
            "No group has claimed the bombing.",
        ),
        ("Hamas claimed responsibility for the bombing.", "No group took part in the talks."),
    ),
    Rule(
        "reaction.no_claim.said",
        each_word(reacting.read_nobody_says, frozenset({"say"})),
        ("Nobody has said that they carried out the attack.",),
        ("Hamas has said that it carried out the attack.",),
        keep="a silence that is not read looks like a claim that was missed",
    ),
)

RULES: tuple[Rule[SentenceContext[ReportParties], Any], ...] = (*CHARGE_RULES, *REACTION_RULES)

PASSES: tuple[Pass[Annotations, Any], ...] = (
    Pass(
        "responsibility.drop_repeats",
        drop_repeats,
        (
            "The army accused Hamas of the bombing and blamed it on Hamas.",
            "France condemned the attack and denounced the bombing.",
        ),
        ("France condemned the attack, and Turkey denounced it.",),
    ),
)
