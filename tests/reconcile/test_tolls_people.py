"""How the wounded who die, attackers told apart and follow-ups shape one toll over reports."""

from __future__ import annotations

from small_readings import Said, Story, chronology, on, reading, toll

from dateline.reconcile import reconcile
from dateline.types import Cluster, Incident, Role, VictimGroup

FIRST, SECOND = on("2031-03-04"), on("2031-03-05")


def settled(*stories: Story) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    return reconcile(cluster, readings, chronology(stories), names=names)


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
