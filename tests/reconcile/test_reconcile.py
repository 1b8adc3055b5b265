"""What several tellings amount to: parties, voices, kinds, weapons, grades, and people's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.reconcile.reprints.copies import find_copies
from dateline.types import (
    Cluster,
    Count,
    Grade,
    Incident,
    Interception,
    Judgement,
    JudgementKind,
    Kind,
    Modality,
    Party,
    PartyKind,
    Prominence,
    Range,
    Reaction,
    ReactionKind,
    Role,
    Salvos,
    Stage,
    Stance,
    Standing,
    Target,
    TargetKind,
    Weapon,
    WeaponKind,
)

COLUMN = party("Red Column", PartyKind.ARMED_GROUP, id="red-column")
BRIGADE = party("Blue Brigade", PartyKind.ARMED_GROUP, id="blue-brigade")
GUNMEN = party("gunmen", PartyKind.UNKNOWN)
MONITOR = party("Vesk Observatory", PartyKind.HUMANITARIAN)
POLICE = party("police", PartyKind.POLICE)
ARMY = party("the army", PartyKind.MILITARY)


def settled(*stories: Story, judgements: tuple[Judgement, ...] = ()) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    shared = find_copies(r.document for r in readings.values())
    given = (cluster, readings, chronology(stories))
    return reconcile_cluster(*given, names=names, judgements=judgements, copies=shared)


def actor(who: Party, modality: Modality, speaker: Party | None = None, words: str = "") -> Said:
    """A claim of who did it."""
    return Said(Role.ACTOR, who, words or f"It was {who.name}, {modality}.", speaker, modality)


def condemns(by: Party) -> Said:
    """A condemnation."""
    return Said(Role.REACTION, Reaction(ReactionKind.CONDEMNED), f"{by.name} condemned it.", by)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.ARMED_ATTACK, ("Red Column",)),
        (Kind.CLASH, ("Red Column", "militants")),
    ],
)
def test_militants_are_the_one_group_that_is_named(kind: Kind, names: tuple[str, ...]) -> None:
    """Where two sides fought, they may be the other one."""
    militants = party("militants", PartyKind.ARMED_GROUP)
    said = (actor(COLUMN, Modality.ATTRIBUTED, POLICE), actor(militants, Modality.ATTRIBUTED, ARMY))
    story = Story("a", kind=kind, said=said)
    assert tuple(sorted(p.name for p in settled(story).perpetrators)) == names


def test_the_firmest_tie_of_a_party_counts() -> None:
    """Claimed goes over attributed, attributed over suspected, suspected over named."""
    found = settled(
        Story(
            "a",
            (
                actor(COLUMN, Modality.SUSPECTED, POLICE),
                actor(COLUMN, Modality.CLAIMED, COLUMN),
                actor(BRIGADE, Modality.ASSERTED),
            ),
        )
    )
    ties = [(p.name, p.stance) for p in found.perpetrators]
    assert [("Red Column", "claimed"), ("Blue Brigade", "named")] == ties


@pytest.mark.parametrize(
    "said", [actor(COLUMN, Modality.DENIED, COLUMN), actor(GUNMEN, Modality.ASSERTED)]
)
def test_who_only_denies_or_has_no_name_is_no_perpetrator(said: Said) -> None:
    """A denial ties nobody to an event, and "gunmen" names nobody."""
    assert () == settled(Story("a", (said,))).perpetrators


def test_the_claims_table_has_one_row_a_speaker_and_stance() -> None:
    """Two reports of one speaker's words make one row."""
    said = (actor(COLUMN, Modality.ATTRIBUTED, POLICE), condemns(POLICE))
    found = settled(Story("a", said), Story("b", said))
    rows = [(s.by, s.stance, s.to, len(s.claims)) for s in found.statements]
    assert [
        ("police", Stance.ATTRIBUTES, "Red Column", 2),
        ("police", Stance.CONDEMNS, None, 2),
    ] == rows


US = party("United States", PartyKind.STATE, id="state:US", country="US")
US_MILITARY = party("US military", PartyKind.MILITARY, country="US")
PENTAGON = party("Pentagon", PartyKind.MILITARY, id="pentagon", country="US")
COALITION = party("US-led coalition", PartyKind.MILITARY, id="us-coalition", country="US")
ISRAEL = party("Israel", PartyKind.STATE, id="state:IL", country="IL")


@pytest.mark.parametrize(
    ("accused", "expected"),
    [
        ((US, US_MILITARY), [("US military", ("United States",))]),
        ((US_MILITARY, PENTAGON, US, US), [("US military", ("Pentagon", "United States"))]),
        ((US, COALITION), [("US-led coalition", ()), ("United States", ())]),
        ((US_MILITARY, ISRAEL), [("Israel", ()), ("US military", ())]),
        ((US,), [("United States", ())]),
    ],
)
def test_a_state_and_its_forces_are_one_actor_by_the_more_precise_name(
    accused: tuple[Party, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    said = tuple(
        replace(actor(p, Modality.ATTRIBUTED, None), words=f"It was no. {n}, {p.name}.")
        for n, p in enumerate(accused)
    )
    found = settled(Story("a", said)).perpetrators
    assert expected == [(p.name, p.aliases) for p in found]


def test_a_state_and_its_forces_compete_with_nobody() -> None:
    """One report lays it on the state, another on its army: that is no contest."""
    one = Story("a", (actor(US, Modality.ATTRIBUTED, None),), owner="a")
    two = Story("b", (actor(PENTAGON, Modality.ATTRIBUTED, None),), owner="b")
    assert Grade.FAIR is settled(one, two).grade


def test_gunmen_are_nobody_to_lay_it_on() -> None:
    """Police who say that gunmen opened fire accuse no party."""
    said = (actor(GUNMEN, Modality.ASSERTED, POLICE),)
    assert () == settled(Story("a", said)).statements


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (party("Ana Vesk", country="XA", office="interior minister"), party("Vesk"), True),
        (
            party("Ana Vesk", country="XA", office="interior minister"),
            party("the interior minister", country="XA", office="Interior Minister"),
            True,
        ),
        (party("Vesk's office", PartyKind.GOVERNMENT), party("Ana Vesk"), True),
        (party("Vesk", PartyKind.STATE), party("the Vesk embassy", PartyKind.DIPLOMATIC), False),
        (party("Ana Vesk"), party("Ben Vesk"), False),
        (party("Mohamed Vesk"), party("Muhammad Vesk"), True),
        (party("Ali Vesk"), party("Ola Vesk"), False),
        (
            party("two senior officials", anonymous=True),
            party("senior officials", anonymous=True),
            True,
        ),
    ],
)
def test_names_of_one_speaker_come_together(one: Party, two: Party, *, same: bool) -> None:
    """A surname, an office and the full name are one; a country and its embassy are two."""
    found = settled(Story("a", (condemns(one), condemns(two))))
    assert same == (len(found.statements) == 1)


def test_sister_outlets_and_copies_are_one_voice() -> None:
    """Voices are counted, reports are not."""
    text = "\n".join(
        f"The long sentence number {n} stands in both reports word for word." for n in "abcd"
    )
    twins = settled(Story("a", text=text, owner="One"), Story("b", text=text, owner="Two"))
    sisters = settled(Story("a", owner="One"), Story("b", owner="One"))
    strangers = settled(Story("a", owner="One"), Story("b", owner="Two"))
    assert [1, 1, 2] == [len(i.voices) for i in (twins, sisters, strangers)]
    assert [2, 1, 2] == [len(i.outlets) for i in (twins, sisters, strangers)]


def test_who_condemns_vouches_for_nothing() -> None:
    """A far minister who condemns an attack was not there; the police who count its dead were."""
    told = toll("Police said two died.", 2, speaker=POLICE)
    found = settled(Story("a", (condemns(party("Ana Vesk")), told), owner="One"))
    assert ("police",) == found.voices


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((Kind.BOMBING, Kind.SUICIDE_BOMBING), Kind.SUICIDE_BOMBING),
        (
            (Kind.BOMBING, Kind.BOMBING, Kind.BOMBING, Kind.BOMBING, Kind.SUICIDE_BOMBING),
            Kind.BOMBING,
        ),
        ((Kind.OTHER, Kind.OTHER, Kind.ARMED_ATTACK), Kind.ARMED_ATTACK),
        ((Kind.OTHER,), Kind.OTHER),
        ((Kind.AIR_STRIKE, Kind.DRONE_STRIKE), Kind.DRONE_STRIKE),
    ],
)
def test_the_kind_is_the_most_specific_with_support(
    kinds: tuple[Kind, ...], expected: Kind
) -> None:
    """A special kind needs some support of its own to go over the general one."""
    stories = [Story(f"{n}", kind=kind) for n, kind in enumerate(kinds)]
    assert expected is settled(*stories).kind


def test_reports_about_the_event_decide_the_kind() -> None:
    """One main telling weighs more than three asides."""
    asides = [Story(f"{n}", kind=Kind.OTHER, prominence=Prominence.BACKGROUND) for n in range(3)]
    assert Kind.CLASH is settled(Story("a", kind=Kind.CLASH), *asides).kind


def test_outcomes_belong_to_the_weapon_that_flies() -> None:
    """What was fired, intercepted and landed stands with the rockets."""
    found = settled(
        Story(
            "a",
            (
                Said(Role.WEAPON, Weapon(WeaponKind.FIREARM, "rifles"), "They had rifles."),
                Said(Role.WEAPON, Weapon(WeaponKind.ROCKET, "rockets"), "They had rockets."),
                Said(Role.FIRED, Count(7, 7, 7), "Seven were fired."),
                Said(Role.FIRED, Salvos(Count(2, 2, 2)), "In two salvos."),
                Said(Role.LANDED, Count(3, 3, 3), "Three landed."),
                Said(
                    Role.INTERCEPTED, Interception(Count(3, None, 3), "a dome"), "Three were not."
                ),
            ),
        )
    )
    rockets = next(w for w in found.weapons if w.kind is WeaponKind.ROCKET)
    assert Range(7, 7, 7) == rockets.fired
    assert Range(3, 3, 4) == rockets.intercepted
    assert (2, "a dome") == (rockets.salvos, rockets.intercepted_by)


def test_a_bomb_beside_a_car_bomb_is_the_same_weapon() -> None:
    """The general word goes into the special one."""
    words = ((WeaponKind.BOMB, "a bomb"), (WeaponKind.CAR_BOMB, "a car bomb"))
    said = tuple(Said(Role.WEAPON, Weapon(k, w), f"It was {w}.") for k, w in words)
    assert [WeaponKind.CAR_BOMB] == [w.kind for w in settled(Story("a", said)).weapons]


def test_names_of_one_target_come_together() -> None:
    """The one with most support comes first."""
    names = ("the embassy", "the US embassy", "the US embassy", "a hospital")
    kinds = (*[TargetKind.DIPLOMATIC] * 3, TargetKind.HEALTH)
    said = tuple(
        Said(Role.TARGET, Target(name, kind), f"{n}: it struck {name}.")
        for n, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )
    found = [t.value for t in settled(Story("a", said)).targets]
    assert [
        Target("the US embassy", TargetKind.DIPLOMATIC),
        Target("a hospital", TargetKind.HEALTH),
    ] == found


GRADES = {
    "one voice": ((Story("a", owner="One"),), Grade.WEAK),
    "two voices": ((Story("a", owner="One"), Story("b", owner="Two")), Grade.FAIR),
    "a claim": (
        (Story("a", (actor(COLUMN, Modality.CLAIMED, COLUMN),), owner="One"),),
        Grade.CONFIRMED,
    ),
    "a denial of what nobody says": (
        (Story("a", (actor(COLUMN, Modality.DENIED, COLUMN),), owner="One"),),
        Grade.WEAK,
    ),
    "a denial beside an accusation": (
        (
            Story(
                "a",
                (
                    actor(COLUMN, Modality.DENIED, COLUMN),
                    actor(COLUMN, Modality.ATTRIBUTED, POLICE),
                ),
                owner="One",
            ),
        ),
        Grade.CONTESTED,
    ),
    "two voices that lay it on different groups": (
        (
            Story("a", (actor(COLUMN, Modality.ATTRIBUTED, POLICE),), owner="One"),
            Story("b", (actor(BRIGADE, Modality.ATTRIBUTED, ARMY),), owner="Two"),
        ),
        Grade.CONTESTED,
    ),
    "one voice that names two": (
        (
            Story(
                "a",
                (
                    actor(COLUMN, Modality.ATTRIBUTED, POLICE),
                    actor(BRIGADE, Modality.ATTRIBUTED, POLICE),
                ),
                owner="One",
            ),
        ),
        Grade.WEAK,
    ),
    "an outlet and the police whom it quotes": (
        (Story("a", (toll("Police said two died.", 2, speaker=POLICE),), owner="One"),),
        Grade.WEAK,
    ),
    "two outlets that quote the police": (
        (
            Story("a", (toll("Police said two died.", 2, speaker=POLICE),), owner="One"),
            Story("b", (toll("Police said: two died.", 2, speaker=POLICE),), owner="Two"),
        ),
        Grade.WEAK,
    ),
    "the police, and an outlet that saw it": (
        (
            Story("a", (toll("Police said two died.", 2, speaker=POLICE),), owner="One"),
            Story("b", (toll("Two died.", 2),), owner="Two"),
        ),
        Grade.FAIR,
    ),
    "the police and the army": (
        (
            Story(
                "a",
                (
                    toll("Police said two died.", 2, speaker=POLICE),
                    toll("The army said two died.", 2, speaker=ARMY),
                ),
                owner="One",
            ),
        ),
        Grade.FAIR,
    ),
    "two claimants": (
        (
            Story(
                "a",
                (
                    actor(COLUMN, Modality.CLAIMED, COLUMN),
                    actor(BRIGADE, Modality.CLAIMED, BRIGADE),
                ),
            ),
        ),
        Grade.CONTESTED,
    ),
}


@pytest.mark.parametrize(("stories", "expected"), GRADES.values(), ids=GRADES)
def test_grades_follow_airwars(stories: tuple[Story, ...], expected: Grade) -> None:
    """Voices make it fair, an actor's word confirms it, a denial contests it."""
    assert expected is settled(*stories).grade


def test_one_main_telling_that_calls_it_done_makes_it_done() -> None:
    """A foiled attack in one report and a carried out one in the other."""
    stories = (Story("a", stage=Stage.ATTEMPTED), Story("b"))
    assert Stage.ACCOMPLISHED is settled(*stories).stage
    assert Stage.ATTEMPTED is settled(stories[0]).stage


def test_an_id_does_not_change_with_reports_that_sort_later() -> None:
    """The id is the hash of the smallest mention."""
    assert settled(Story("a")).id == settled(Story("a"), Story("b")).id
    assert settled(Story("a")).id != settled(Story("b")).id


def judgement(kind: JudgementKind, field: str = "", value: str = "", number: int = 1) -> Judgement:
    """What a person decided about the story a."""
    at = datetime(2031, 4, number, tzinfo=UTC)
    mentions = (("m-a",),)
    return Judgement(f"j{number}", kind, ("i",), mentions, field, value, "A. Coder", "a list", at)


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("killed", "12", lambda i: i.killed.value == Range(12, 12, 12)),
        ("killed", "10/12/15", lambda i: i.killed.value == Range(10, 12, 15)),
        ("wounded", "", lambda i: i.wounded is None),
        ("kind", "clash", lambda i: i.kind is Kind.CLASH),
        ("sub_kind", "car_bomb", lambda i: i.sub_kind.value == "car_bomb"),
        ("stage", "attempted", lambda i: i.stage is Stage.ATTEMPTED),
        ("date", "2031-03-04", lambda i: i.when.value.interval == on("2031-03-04")),
        ("date", "2031-03-01/2031-03-31", lambda i: i.when.value.precision == "month"),
        ("country", "XB", lambda i: i.where.value.country == "XB" and not i.where.value.city),
        ("city", "Vesk", lambda i: (i.where.value.country, i.where.value.city) == ("XA", "Vesk")),
        ("damage", "a crane", lambda i: i.damage.value == "a crane"),
        ("killed", "many", lambda i: i.killed.value == Range(3, 3, 3)),
        ("killed", "99999999999999999999", lambda i: i.killed.value == Range(3, 3, 3)),
        ("killed", "3/3/3000000000", lambda i: i.killed.value == Range(3, 3, 3)),
        ("date", "9999-12-31", lambda i: i.when.value.interval is None),
        ("colour", "red", lambda i: i.killed.value == Range(3, 3, 3)),
    ],
)
def test_a_correction_goes_over_what_reports_say(field: str, value: str, found: object) -> None:
    """A person's value stands, with who gave it; one that cannot be read changes nothing."""
    story = Story("a", (toll("Three died.", 3), Said(Role.WHERE, city("Ardun"), "In Ardun.")))
    verdict = judgement(JudgementKind.CORRECT, field, value)
    incident = settled(story, judgements=(verdict,))
    assert callable(found)
    assert found(incident)
    assert ("j1",) == incident.judged


def test_the_later_correction_counts() -> None:
    """Judgements are applied in the order they were made."""
    verdicts = tuple(judgement(JudgementKind.CORRECT, "killed", str(n), n) for n in (1, 2))
    found = settled(Story("a"), judgements=verdicts).killed
    assert found is not None
    assert Range(2, 2, 2) == found.value
    assert "A. Coder" in found.reason


@pytest.mark.parametrize(
    ("field", "value", "standing", "words"),
    [
        ("", "", Standing.CORROBORATED, "accepted by A. Coder: a list"),
        ("killed", "3/3/3", Standing.CORROBORATED, "accepted by A. Coder: a list"),
        ("killed", "2/2/2", Standing.SINGLE_SOURCE, "accepted 2/2/2, before this changed"),
        ("where", "", Standing.SINGLE_SOURCE, ""),
    ],
)
def test_an_acceptance_confirms_the_value_that_it_saw(
    field: str, value: str, standing: Standing, words: str
) -> None:
    """The claims stay with the finding; a value that came later is nobody's."""
    verdict = judgement(JudgementKind.ACCEPT, field, value)
    verdict = replace(verdict, field=field or None, value=value or None)
    story = Story("a", (toll("Three died.", 3),))
    found = settled(story, judgements=(verdict,)).killed
    before = settled(story).killed
    assert found is not None
    assert before is not None
    assert (found.value, found.supporting) == (before.value, before.supporting)
    assert (standing, True) == (found.standing, words in found.reason)


def test_a_rejected_incident_is_discounted() -> None:
    """It stays on record with the grade that says so."""
    found = settled(Story("a"), judgements=(judgement(JudgementKind.REJECT),))
    assert Grade.DISCOUNTED is found.grade


def test_who_accepts_an_incident_is_a_further_voice() -> None:
    """The grade is settled anew after an acceptance, and says so."""
    verdict = replace(judgement(JudgementKind.ACCEPT), field=None, value=None)
    found = settled(Story("a"), judgements=(verdict,))
    assert Grade.WEAK is settled(Story("a")).grade
    assert Grade.FAIR is found.grade
    assert found.grading is not None
    assert "A. Coder (accepted)" in found.grading.reason


def test_a_person_may_set_the_grade() -> None:
    """An override is kept with its reason, and an acceptance beside it changes nothing."""
    verdict = judgement(JudgementKind.CORRECT, "grade", "confirmed")
    accept = replace(judgement(JudgementKind.ACCEPT, number=2), field=None, value=None)
    found = settled(Story("a"), judgements=(verdict, accept))
    assert Grade.CONFIRMED is found.grade
    assert found.grading is not None
    assert "A. Coder" in found.grading.reason


CLAIMED = (actor(COLUMN, Modality.CLAIMED, COLUMN),)
DENIED = (actor(COLUMN, Modality.ATTRIBUTED, POLICE), actor(COLUMN, Modality.DENIED, COLUMN))


@pytest.mark.parametrize(
    ("said", "field", "value", "before", "after"),
    [
        (CLAIMED, "perpetrators", "", Grade.CONFIRMED, Grade.WEAK),
        (CLAIMED, "perpetrators", "Blue Brigade: named", Grade.CONFIRMED, Grade.WEAK),
        (CLAIMED, "perpetrators.Red Column", "attributed", Grade.CONFIRMED, Grade.CONFIRMED),
        (CLAIMED, "claims", "", Grade.CONFIRMED, Grade.WEAK),
        (DENIED, "perpetrators", "Blue Brigade: named", Grade.CONTESTED, Grade.WEAK),
        (DENIED, "perpetrators.Red Column", "", Grade.CONTESTED, Grade.WEAK),
        (DENIED, "perpetrators.Red Column", "suspected", Grade.CONTESTED, Grade.CONTESTED),
        (DENIED, "perpetrators.Blue Brigade", "named", Grade.CONTESTED, Grade.CONTESTED),
        (DENIED, "killed", "3", Grade.CONTESTED, Grade.CONTESTED),
    ],
)
def test_a_correction_of_who_did_it_grades_the_incident_again(
    said: tuple[Said, ...], field: str, value: str, before: Grade, after: Grade
) -> None:
    """Nobody argues over who is no perpetrator any more."""
    verdict = judgement(JudgementKind.CORRECT, field, value)
    assert before is settled(Story("a", said)).grade
    found = settled(Story("a", said), judgements=(verdict,))
    assert after is found.grade
    assert found.grading is not None
    assert ("denied" == found.grading.rule) is (after is Grade.CONTESTED)


def test_a_corrected_figure_is_bound_by_the_judgement() -> None:
    """Its low, best and high name the judgement, and no source bears it out."""
    found = settled(Story("a"), judgements=(judgement(JudgementKind.CORRECT, "killed", "12"),))
    assert found.killed is not None
    assert {("j1",)} == {bound.claims for bound in found.killed.value.bounds}
    assert found.killed.credibility is not None
    assert found.killed.credibility.digit == 6  # cannot be judged


@pytest.mark.parametrize("turned", [False, True])
def test_town_and_province_are_corrected_in_any_order(*, turned: bool) -> None:
    """Neither undoes the other, and the province that the program found goes with its town."""
    parts = (("city", "Vesk"), ("admin1", "North"))
    verdicts = tuple(
        judgement(JudgementKind.CORRECT, field, value, n)
        for n, (field, value) in enumerate(reversed(parts) if turned else parts, 1)
    )
    place = replace(city("Ardun"), admin1="South", admin2="Hills")
    found = settled(Story("a", (Said(Role.WHERE, place, "It was in Ardun."),)), judgements=verdicts)
    value = found.where.value
    assert value is not None
    assert ("XA", "North", None, "Vesk") == (
        value.country,
        value.admin1,
        value.admin2,
        value.city,
    )
    assert found.where.opposing


def test_a_corrected_figure_keeps_the_claims_for_and_against_it() -> None:
    told = (toll("Three died.", 3), toll("Nine died, police said.", 9, speaker=POLICE))
    verdict = judgement(JudgementKind.CORRECT, "killed", "9")
    found = settled(Story("a", told), judgements=(verdict,)).killed
    assert found is not None
    assert (("a-1",), ("a-0",)) == (found.supporting, found.opposing)


def test_a_judgement_on_another_incident_changes_nothing() -> None:
    """Only the incident that holds the smallest judged mention is concerned."""
    verdict = judgement(JudgementKind.CORRECT, "killed", "12")
    assert settled(Story("b")) == settled(Story("b"), judgements=(verdict,))


def sub_kind(name: str) -> Said:
    """A claim of how it was done."""
    return Said(Role.SUB_KIND, name, f"It was a {name}.")


def test_a_sub_kind_is_that_of_most_voices_and_its_rivals_are_kept() -> None:
    """One telling names it otherwise; another names none, which contradicts nothing."""
    told = ("car_bomb", "car_bomb", "landmine")
    stories = [Story(f"s{n}", (sub_kind(name),)) for n, name in enumerate(told)]
    found = settled(*stories, Story("bare")).sub_kind
    assert found is not None
    assert ("car_bomb", Standing.CORROBORATED) == (found.value, found.standing)
    assert 1 == len(found.opposing)


def test_two_sub_kinds_with_as_many_voices_are_disputed() -> None:
    found = settled(Story("a", (sub_kind("car_bomb"),)), Story("b", (sub_kind("landmine"),)))
    assert found.sub_kind is not None
    assert Standing.DISPUTED is found.sub_kind.standing


def test_a_sub_kind_falls_with_its_kind() -> None:
    """A person who says that it was a clash says that it was no car bomb."""
    verdict = judgement(JudgementKind.CORRECT, "kind", "clash")
    found = settled(Story("a", (sub_kind("car_bomb"),)), judgements=(verdict,))
    assert found.sub_kind is None


def test_a_headline_that_says_what_the_speaker_below_it_says_is_no_second_voice() -> None:
    """The outlet took the figure from the police; another outlet that has its own agrees."""
    told = (
        toll("Nine dead in blast.", 9),
        toll("Police said nine people died.", 9, speaker=POLICE),
    )
    alone = settled(Story("a", told, owner="One", headline="Nine dead in blast."))
    other = Story("b", (toll("Our reporter counted nine bodies.", 9),), owner="Two")
    both = settled(Story("a", told, owner="One", headline="Nine dead in blast."), other)
    assert alone.killed is not None
    assert both.killed is not None
    assert [Standing.SINGLE_SOURCE, Standing.CORROBORATED] == [
        found.killed.standing for found in (alone, both) if found.killed
    ]


def test_a_place_that_a_report_also_tells_on_its_own_is_still_one_word() -> None:
    """The outlet's own sentence and the speaker's name one city: nobody else has seen it."""
    said = (
        Said(Role.WHERE, city("Ardun"), "It was in Ardun."),
        Said(Role.WHERE, city("Ardun"), "Police said it was in Ardun.", POLICE),
    )
    assert Standing.SINGLE_SOURCE is settled(Story("a", said)).where.standing


@pytest.mark.parametrize(
    ("one", "two", "voices"),
    [
        (POLICE, party("Ben Ort", office="police chief"), 1),
        (POLICE, party("a police source", anonymous=True), 1),
        (POLICE, party("Vesk police", PartyKind.POLICE), 1),
        (party("Ardun police", PartyKind.POLICE), party("Vesk police", PartyKind.POLICE), 2),
        (
            party("the health ministry", PartyKind.GOVERNMENT),
            party("Ana Ort", office="Health Minister"),
            1,
        ),
        (
            party("the ministry of health", PartyKind.GOVERNMENT),
            party("health officials", anonymous=True),
            1,
        ),
        (
            party("the health ministry", PartyKind.GOVERNMENT),
            party("the interior ministry", PartyKind.GOVERNMENT),
            2,
        ),
        (
            party("foreign ministry", PartyKind.GOVERNMENT, country="XA"),
            party("foreign ministry of Xb", PartyKind.GOVERNMENT, country="XB"),
            2,
        ),
        (party("the army", PartyKind.MILITARY), party("Ana Ort", office="army spokeswoman"), 1),
        (
            party("the Xa army", PartyKind.MILITARY, country="XA"),
            party("the Xb army", PartyKind.MILITARY, country="XB"),
            2,
        ),
        (party("Ana Ort", office="mayor"), POLICE, 2),
        (MONITOR, party("Ben Ort", office="director, Vesk Observatory"), 1),
        (MONITOR, party("a monitoring group", PartyKind.HUMANITARIAN), 1),
        (MONITOR, party("Kell Observatory", PartyKind.HUMANITARIAN), 2),
        (
            party("Kell Front", PartyKind.ARMED_GROUP),
            party("Ana Ort", office="spokesman, Kell Front"),
            1,
        ),
    ],
)
def test_speakers_of_one_institution_are_one_voice(one: Party, two: Party, voices: int) -> None:
    """Both give the same figure; the outlet that quotes them adds no voice."""
    told = (toll("One: two died.", 2, speaker=one), toll("Two: two died.", 2, speaker=two))
    assert voices == len(settled(Story("a", told, owner="One")).voices)


@pytest.mark.parametrize(("country", "stance"), [("XA", "claims"), ("XB", "attributes")])
def test_forces_that_tell_of_a_deed_of_their_own_state_claim_it(country: str, stance: str) -> None:
    army = party("the Xa army", PartyKind.MILITARY, country="XA")
    state = party("Xa or Xb", PartyKind.STATE, country=country)
    told = Said(Role.ACTOR, state, "Its jets struck, the army said.", army, Modality.ATTRIBUTED)
    (row,) = settled(Story("a", (told,))).statements

    assert stance == row.stance.value


def test_a_force_that_nothing_tells_apart_stays_by_itself_beside_two_others() -> None:
    forces = (party("Ardun police", PartyKind.POLICE), party("Vesk police", PartyKind.POLICE))
    told = tuple(toll(f"{p.name} said 2 died.", 2, speaker=p) for p in (*forces, POLICE))
    assert 3 == len(settled(Story("a", told, owner="One")).voices)


def landed(number: int, words: str, by: Party | None = None) -> Said:
    """So many came down."""
    return Said(Role.LANDED, Count(number, number, number), words, by)


SEVEN = (
    Said(Role.FIRED, Count(7, 7, 7), "Seven were fired."),
    Said(Role.INTERCEPTED, Interception(Count(3, None, 3), None), "At least three were shot down."),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((landed(3, "Three fell outside the zone."), landed(1, "One hit the square.")), (3, 4, 4)),
        ((landed(3, "Three fell outside."), landed(3, "Three came down, it said.")), (3, 3, 3)),
        ((landed(4, "Four fell outside the zone."), landed(2, "Two hit the square.")), (2, 4, 4)),
        (
            (landed(3, "Three fell, police said.", POLICE), landed(1, "One, they said.", ARMY)),
            (1, 3, 3),
        ),
    ],
    ids=["two places", "told twice", "more than were left", "two speakers"],
)
def test_weapons_that_landed_at_several_places_are_added_up(
    said: tuple[Said, ...], expected: tuple[int, int, int]
) -> None:
    """Never to more than were fired and not intercepted."""
    (munition,) = settled(Story("a", (*SEVEN, *said))).weapons
    assert munition.landed == Range(*expected)
