"""How the wounded who die, attackers told apart and follow-ups shape one toll over reports."""

from __future__ import annotations

from dataclasses import replace

from small_readings import Said, Story, chronology, on, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    Count,
    Incident,
    Kind,
    Prominence,
    Role,
    Toll,
    VictimGroup,
)

FIRST, SECOND = on("2031-03-04"), on("2031-03-05")


def settled(*stories: Story, followed_up: tuple[str, ...] = ()) -> Incident:
    """The incident of all stories; the news of some is an arrest for it."""
    readings = {s.name: reading(s) for s in stories}
    for name in followed_up:
        (mention,) = readings[name].mentions
        news = replace(
            mention, id=f"arrest-{name}", kind=Kind.ARREST, prominence=Prominence.MAIN, claims=()
        )
        readings[name] = replace(readings[name], mentions=(mention, news))
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    return reconcile_cluster(cluster, readings, chronology(stories), names=names)


def wounded(words: str, count: int) -> Said:
    """A figure of wounded."""
    return toll(words, count, Role.WOUNDED)


def gunman(words: str) -> Said:
    """A dead attacker told apart."""
    return toll(words, 1, Role.ATTACKERS_KILLED, group=VictimGroup.ATTACKERS)


def best(incident: Incident, role: Role) -> int | None:
    """The best figure of a role, None where nothing is left to count."""
    found = {Role.KILLED: incident.killed, Role.WOUNDED: incident.wounded}[role]
    return None if found is None else found.value.best


def test_who_was_wounded_and_is_dead_in_the_next_report_counts_once() -> None:
    """The one who was shot on Tuesday is the one who is dead on Wednesday."""
    early = Story("a", (wounded("One man was shot.", 1),), created=FIRST)
    late = Story("b", (toll("The man has died.", 1),), created=SECOND)
    found = settled(early, late)
    assert best(found, Role.KILLED) == 1
    assert best(found, Role.WOUNDED) is None


def test_the_wounded_stay_where_other_people_died() -> None:
    """Two dead are not the one wounded of another report."""
    early = Story("a", (wounded("One man was shot.", 1),), created=FIRST)
    late = Story("b", (toll("Two women died.", 2),), created=SECOND)
    assert best(settled(early, late), Role.WOUNDED) == 1


def test_the_dead_of_one_report_are_the_victims_and_the_gunman_of_another() -> None:
    """Attackers are kept apart from a toll that another report gives with them."""
    whole = Story("a", (toll("Four died.", 4),), created=FIRST)
    apart = Story("b", (toll("He killed 3.", 3), gunman("He shot himself.")), created=FIRST)
    assert best(settled(whole, apart), Role.KILLED) == 3


def test_a_murder_and_suicide_counts_the_killer_among_its_dead() -> None:
    """The killer told apart is taken out."""
    words = "A murder-suicide left 4 dead."
    one = Story("a", (toll(words, 4), gunman("He shot himself.")), created=FIRST)
    assert best(settled(one), Role.KILLED) == 3


def test_a_follow_up_about_one_victim_does_not_lower_the_toll() -> None:
    """A much smaller figure later is that of some of the victims."""
    early = Story("a", (wounded("Four were wounded.", 4),), created=FIRST)
    late = Story("b", (wounded("A man was wounded.", 1),), created=SECOND)
    assert best(settled(early, late), Role.WOUNDED) == 4


def test_one_dead_man_is_not_a_victim_and_an_attacker() -> None:
    """Most reports tell whether the one who died was the attacker."""
    plain = Story("a", (toll("One man died.", 1),), created=FIRST)
    apart = [Story(n, (gunman("Police shot the gunman."),), created=FIRST) for n in ("b", "c")]
    found = settled(plain, *apart)
    assert best(found, Role.KILLED) == 0
    assert found.attackers_killed is not None
    assert found.attackers_killed.value.best == 1


def test_an_attacker_of_one_report_is_the_victim_of_most() -> None:
    """Two reports of one dead outweigh one that takes him for the attacker."""
    plain = [Story(n, (toll("One man died.", 1),), created=FIRST) for n in ("a", "b")]
    apart = Story("c", (gunman("The gunman died."),), created=FIRST)
    found = settled(*plain, apart)
    assert best(found, Role.KILLED) == 1
    assert found.attackers_killed is None


def test_a_total_of_tens_loses_no_attacker_to_another_report() -> None:
    """A large toll that is higher by one has risen."""
    early = Story("a", (toll("It killed 30.", 30), gunman("The bomber died.")), created=FIRST)
    late = Story("b", (toll("It killed 31.", 31),), created=SECOND)
    assert best(settled(early, late), Role.KILLED) == 31


def test_one_later_report_does_not_outvote_several_on_a_small_toll() -> None:
    """A small toll is known on the day; a later figure of one report may be of other deaths too."""
    early = [Story(n, (toll("Two died.", 2),), created=FIRST) for n in ("a", "b", "c")]
    late = Story("d", (toll("Five died.", 5),), created=SECOND)
    assert best(settled(*early, late), Role.KILLED) == 2


def test_a_toll_of_tens_rises_with_the_latest_report() -> None:
    """Bodies are found for days."""
    early = [Story(n, (toll("It killed 20.", 20),), created=FIRST) for n in ("a", "b", "c")]
    late = Story("d", (toll("It killed 34.", 34),), created=SECOND)
    assert best(settled(*early, late), Role.KILLED) == 34


def test_a_death_that_most_reports_do_not_tell_is_of_another_event() -> None:
    """Who tells of five wounded tells of a death too."""
    others = [Story(n, (wounded("Five were hurt.", 5),), created=FIRST) for n in ("a", "b")]
    recalls = (wounded("Five were hurt.", 5), toll("A man died there in May.", 1))
    found = settled(*others, Story("c", recalls, created=FIRST))
    assert found.killed is None
    assert best(found, Role.WOUNDED) == 5


def test_a_death_that_only_later_reports_tell_is_news() -> None:
    """One of the wounded may have died since."""
    others = [Story(n, (wounded("Five were hurt.", 5),), created=FIRST) for n in ("a", "b")]
    died = (wounded("Four were hurt.", 4), toll("A man has died.", 1))
    assert best(settled(*others, Story("c", died, created=SECOND)), Role.KILLED) == 1


def test_a_list_of_victims_gives_way_to_a_larger_total() -> None:
    """His wife and her daughter are two of the four."""
    told = (
        toll("He killed his wife and her daughter.", 2),
        toll("In all 4 died.", 4),
    )
    one = Story("a", (*told, toll("He killed a friend and her son.", 2)), created=FIRST)
    assert best(settled(one), Role.KILLED) == 4


def test_what_stands_far_down_does_not_outdo_the_news_of_another_report() -> None:
    """A count of the whole year stands at the end of a report."""
    news = Story("a", (toll("One man died.", 1),), created=FIRST)
    long = wounded("One man was hurt, " + "as neighbours told on that day, " * 50 + "and lives.", 1)
    year = Story("b", (long, toll("In all 8 died.", 8)), created=SECOND)
    assert best(settled(news, year), Role.KILLED) == 1


def test_an_attacker_told_as_a_boy_and_as_a_gunman_is_one() -> None:
    """His group is that of the attackers, whatever the noun."""
    boy = toll("The boy shot himself.", 1, Role.ATTACKERS_KILLED, group=VictimGroup.CHILDREN)
    found = settled(Story("a", (toll("Two died.", 2), boy, gunman("The gunman died."))))
    assert found.attackers_killed is not None
    assert found.attackers_killed.value.best == 1


def test_a_most_gives_way_to_a_figure() -> None:
    """Where one report says “as many as 20”, 14 is no rival of it, but the figure."""
    most = Said(Role.WOUNDED, Toll(Count(1, 20, 20)), "As many as 20 were hurt.")
    one, two = Story("a", (most,), created=SECOND), Story("b", (wounded("14 hurt.", 14),))
    assert best(settled(one, replace(two, created=FIRST)), Role.WOUNDED) == 14
    assert best(settled(one), Role.WOUNDED) == 20


def test_what_is_said_of_each_victim_counts_nobody() -> None:
    """“Each victim was hit twice” tells how, and not how many."""
    early = Story("a", (wounded("16 were wounded.", 16),), created=FIRST)
    late = [Story(n, (wounded("each person wounded", 1),), created=SECOND) for n in ("b", "c")]
    assert best(settled(early, *late), Role.WOUNDED) == 16


def test_one_wounded_whom_a_single_one_of_three_reports_tells_is_not_counted() -> None:
    """Who tells the dead tells the wounded: he is of another shooting, or among the dead."""
    said = (toll("Two died.", 2),)
    silent = [Story(n, said, created=FIRST, owner=n) for n in ("a", "b")]
    told = Story("c", (*said, wounded("A boy was shot.", 1)), created=FIRST, owner="c")
    assert best(settled(*silent, told), Role.WOUNDED) is None
    assert best(settled(silent[0], told), Role.WOUNDED) == 1
    headline = replace(told, headline="A boy was shot.")
    assert best(settled(*silent, headline), Role.WOUNDED) == 1


def test_a_killer_is_taken_out_of_a_total_whose_only_victim_is_told_apart() -> None:
    """“Both died” beside a dead killer and one victim is one victim."""
    victim = toll("He shot his daughter.", 1, group=VictimGroup.CHILDREN)
    one = Story("a", (toll("Both died.", 2), victim, gunman("The killer died.")), created=FIRST)
    assert best(settled(one), Role.KILLED) == 1


def test_a_report_of_a_plea_or_an_arrest_is_about_the_attack_that_it_is_for() -> None:
    """Its figure counts like that of the report which told the attack as news."""
    early = Story("a", (wounded("7 were wounded.", 7),), created=FIRST, owner="a")
    said = (wounded("It wounded 17.", 17),)
    plea = Story("b", said, created=SECOND, owner="b", prominence=Prominence.BACKGROUND)
    assert best(settled(early, plea), Role.WOUNDED) == 7
    assert best(settled(early, plea, followed_up=("b",)), Role.WOUNDED) == 17


def test_an_attacker_told_beside_a_list_of_victims_is_not_in_it() -> None:
    """“He killed six children, his daughter and himself” is seven victims."""
    sentence = "He killed six children, his daughter and himself."
    said = (
        replace(toll("six children, his daughter", 7), sentence=sentence),
        toll("Six children died.", 6, group=VictimGroup.CHILDREN),
        replace(gunman("himself"), sentence=sentence),
    )
    assert best(settled(Story("a", said, created=FIRST)), Role.KILLED) == 7


def test_a_sum_of_groups_gives_way_to_a_larger_total_of_another_report() -> None:
    """Two later reports that name one victim each do not outvote “three are dead”."""
    early = Story("a", (toll("Three are dead.", 3),), created=FIRST, owner="a")
    child = toll("He killed his daughter.", 1, group=VictimGroup.CHILDREN)
    late = [Story(n, (child,), created=SECOND, owner=n) for n in ("b", "c")]
    assert best(settled(early, *late), Role.KILLED) == 3


def test_two_figures_of_a_sentence_are_parts_of_the_total_that_they_add_up_to() -> None:
    """Three by ambulance and two by car are the five who were hurt."""
    sentence = "Three went by ambulance and two by car."
    parts = [
        replace(wounded(words, n), sentence=sentence) for words, n in (("Three", 3), ("two", 2))
    ]
    story = Story("a", (*parts, wounded("He hurt five, police said.", 5)), created=FIRST)
    assert best(settled(story), Role.WOUNDED) == 5
