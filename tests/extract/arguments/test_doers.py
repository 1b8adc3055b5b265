"""Who did it, in whole sentences: jets, regimes, sides of a fight, and those who did nothing."""

from __future__ import annotations

import pytest
from small_documents import document

from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Modality, Party, Role

# A sentence, with all who are told to have done it.
DONE = [
    ("Russian jets bombed a market in Binnish on Monday, killing nine people.", {"Russia"}),
    ("Nine people were killed when Turkish fighter jets hit a village near Dohuk.", {"Turkey"}),
    ("Air strikes by Saudi jets killed six people in Saada on Monday.", {"Saudi Arabia"}),
    (
        "Eight villagers were killed in Russian and Syrian airstrikes on Jisr al-Shughur.",
        {"Russia", "Syria"},
    ),
    (
        "Seven people were killed in airstrikes by regime and Russian jets on Idlib in Syria.",
        {"Russia", "Syria"},
    ),
    ("Five people died in Yemeni government air strikes on Arhab.", {"Yemen"}),
    ("Two children were killed by regime bombs in Douma on Monday.", {"Syria"}),
    ("Air strikes killed six in Douma. Medics said the strikes were by regime jets.", {"Syria"}),
    ("Dozens of Daesh fighters on Monday attacked a post in Sirte.", {"Islamic State"}),
    ("Scores of Taliban fighters overran a post in Farah, killing nine men.", {"Taliban"}),
    ("Taliban attack kills eight policemen in Helmand.", {"Taliban"}),
    ("Rebel rocket attacks on Taiz killed two people on Wednesday.", {"rebels"}),
    ("A militant attack in Gao killed three soldiers on Sunday.", {"militants"}),
    ("Al-Nusra shelling of Foua killed two people on Monday.", {"al-Nusra Front"}),
    ("Militants of the group ISIL attacked a post in Sabha and killed a man.", {"Islamic State"}),
    ("Gunmen of the Taliban stormed a police post in Farah on Monday.", {"Taliban"}),
    (
        "PKK militants staged an attack on a police station in Hakkari, killing an officer.",
        {"Kurdistan Workers' Party"},
    ),
    (
        "Kurdish fighters clashed with Islamic State militants near Sinjar on Sunday.",
        {"Kurdish fighters", "Islamic State"},
    ),
    ("Four farmers were killed in fighting with Boko Haram near Bama.", {"Boko Haram"}),
    (
        "Two Abu Sayyaf bandits were killed in an encounter with soldiers in Jolo.",
        {"Abu Sayyaf", "soldiers"},
    ),
    ("Two Palestinians were wounded during the IOF's raid on Nablus.", {"Israel Defense Forces"}),
    (
        "Two boys were hurt near Bijapur, India, by a mine planted by Maoists.",
        {"Communist Party of India (Maoist)"},
    ),
    ("Two protesters were shot dead by riot police in Mandalay.", {"riot police"}),
    ("Police fired on demonstrators in Kaliganj on Tuesday, killing two.", {"Police"}),
    ("A Russian missile attack killed six people in Dnipro on Monday.", {"Russia"}),
    ("The dead of Russia's strike on a school in Dnipro were six.", {"Russia"}),
    ("Abu Sayyaf rebels gunned down two soldiers in Patikul on Tuesday.", {"Abu Sayyaf"}),
    ("March 23 Movement rebels attacked a camp near Rutshuru and killed a boy.", {"M23"}),
    ("Boko Haram attacked an army camp in Dikwa and killed two soldiers.", {"Boko Haram"}),
    ("Two civilians were killed in terrorist shelling of Sanaa on Thursday.", {"terrorists"}),
    (
        "At least 62 rebels were killed in an ambush carried out by the Syrian army near Adra.",
        {"Syrian army"},
    ),
    (
        "Terrorist groups from the Jaish al-Fatah organization attacked Foua, killing two.",
        {"Jaish al-Fatah"},
    ),
    (
        "Clashes broke out between Hamas and the Jaish al-Islam near Saqba, killing six fighters.",
        {"Hamas", "Jaish al-Islam"},
    ),
    (
        "An air strike killed nine in Binnish. It was believed to be carried out by Russian jets.",
        {"Russia"},
    ),
    (
        "Coalition air strikes on Hodeidah killed six people. The Saudi-led coalition is silent.",
        {"Saudi-led coalition"},
    ),
]
# Nobody is told to have done it, whoever is named beside it.
NOT_DONE = [
    "An army base in Gao was attacked on Monday, and two guards died.",
    "Terrorist attack kills five people in Mopti.",
    "Marib came under shelling on Monday, and two people were killed.",
    "Two people were killed in the Turkish bombing on Saturday.",
    "Burkina Faso attack leaves 28 dead.",
    "A car bomb killed two people at a Russian school in Kabul on Monday.",
    "A terrorist bombing killed two people in Mopti.",
    "Two people died in Marib. Saudi-led air strikes aim to weaken the rebels there.",
    "Five people died in an air strike on rebel positions near Taiz.",
    "Four soldiers died in an ambush near Taiz on Monday.",
    "Police shot dead two robbers in Mandalay on Sunday.",
    "Four people were killed in Russia's fire season in Chita on Monday.",
]


def doers(text: str) -> set[str]:
    """Those who are told to have done what a text tells."""
    report = document(text)
    return {
        claim.value.name
        for mention in extract(report, detect(report))
        for claim in mention.claims
        if claim.role is Role.ACTOR
        and isinstance(claim.value, Party)
        and claim.modality is not Modality.DENIED
    }


@pytest.mark.parametrize(("text", "expected"), DONE)
def test_those_who_did_it_are_read(text: str, expected: set[str]) -> None:
    """As the subject, behind "by", before the deed, or as a side of the fight."""
    assert expected == doers(text)


@pytest.mark.parametrize("text", NOT_DONE)
def test_nobody_is_accused_who_is_only_named(text: str) -> None:
    """A place, a target or a kind of deed is no doer."""
    assert set() == doers(text)


def test_a_regime_is_the_state_where_it_happened() -> None:
    """The report names the state and no forces of another."""
    text = "Regime warplanes bombed a school in Harasta near Damascus, Syria, killing six children."
    assert {"Syria"} == doers(text)


def test_an_army_is_that_of_the_country_where_it_happened() -> None:
    """So far as nobody else's forces are told of."""
    text = "The army shelled Loikaw in Myanmar on Sunday, killing six villagers."
    assert {"Myanmar’s army"} == doers(text)
    assert {"army"} == doers(f"{text} Thai troops closed the border.")


def test_pro_government_fighters_are_no_state() -> None:
    """Nor are those who oppose it."""
    text = "Pro-government militias shelled Harasta near Damascus, Syria, killing six children."
    assert "Syria" not in doers(text)


# Who says who did it: a report, and the speaker of its accusation.
SAID = [
    (
        "Rebel shelling killed six in Saqba, a watchdog said. The Syrian Observatory said more.",
        "Syrian Observatory for Human Rights",
    ),
    (
        "The Diyarbakir governorship said a bomb planted by members of the PKK exploded in Lice.",
        "Diyarbakir governorship",
    ),
    (
        "The coalition claimed that the Houthis had fired the missile that hit Hodeidah on Monday.",
        "coalition",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SAID)
def test_an_accusation_is_that_of_the_one_who_makes_it(text: str, speaker: str) -> None:
    """A monitoring group is the one that the report names; a governorship is a body."""
    report = document(text)
    accusations = [
        claim.speaker.name if claim.speaker else None
        for mention in extract(report, detect(report))
        for claim in mention.claims
        if claim.role is Role.ACTOR
    ]
    assert speaker in accusations


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Taliban spokesman Karim Noori claimed responsibility for the attack.", "Taliban"),
        ("Karim Noori, a Taliban spokesman, claimed responsibility.", "Taliban"),
        ("Taliban's spokesman Karim Noori claimed the bombing.", "Taliban"),
    ],
)
def test_what_a_spokesman_claims_his_group_claims(text: str, claimant: str) -> None:
    """The man himself did nothing."""
    report = document(f"A bomb killed six policemen in Kabul on Monday. {text}")
    claims = [c for mention in extract(report, detect(report)) for c in mention.claims]
    told = [c.value for c in claims if c.role is Role.ACTOR and c.modality is Modality.CLAIMED]
    assert [claimant] == [party.name for party in told if isinstance(party, Party)]
