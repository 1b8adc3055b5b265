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
