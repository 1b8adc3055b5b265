"""The adapters of public data sets hand out what their scorers read, from small made-up data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from benchmarks import coreference, kinds, muc4
from benchmarks.cased import cased
from benchmarks.coreference import Given
from benchmarks.coreference_pairs import joined
from benchmarks.texts import document

from dateline.extract.tagger import Filler, Joint
from dateline.types import Span

BLAST = (
    "Gunmen attacked a bus near Brenta on Monday, killing two people. The attack shook the town."
)


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        ("A suicide bomber blew himself up at a market in Brenta, killing six.", "SUIC_BOMB"),
        ("Villagers were treated after chlorine was dropped on Brenta.", "CHEM_WEAP"),
        ("Thousands of protesters marched quietly through Brenta.", "PEACE_PROTEST"),
        ("Police used tear gas to disperse protesters in Brenta.", "PROTEST_WITH_INTER"),
        ("The choir sang on Sunday.", "OTHER"),
        ("The harbour fee rose, according to the mayor.", "OTHER"),
    ],
)
def test_a_snippet_gets_the_type_of_what_it_tells(snippet: str, expected: str) -> None:
    """Words give the type where the ledger has no kind."""
    assert kinds.type_of("1", snippet) == expected


def test_snippets_are_read_without_their_types(tmp_path: Path) -> None:
    """The type column is never looked at."""
    rows = "id\tEventSnippet\tSubType\n7\tA grenade was hurled at a bar in Brenta.\tDIPLO\n"
    (tmp_path / "dev.tsv").write_text(rows, encoding="utf-8")
    assert list(kinds.predict(tmp_path)) == [("7", "GRENADE")]


@pytest.mark.parametrize("turned", [str.upper, str.lower])
def test_a_text_without_case_gets_capitals_where_they_stood(turned: Callable[[str], str]) -> None:
    """Sentences, days and names start large, and no letter moves."""
    text = "A bomb exploded on Monday in Colombia. President Garcia spoke."
    plain = turned(text)
    assert cased(plain).startswith("A bomb exploded on Monday in Colombia.")
    assert cased(plain).lower() == text.lower()


def test_a_text_with_case_stays_as_it_is() -> None:
    """Only texts without any case are changed."""
    assert cased("Police in brenta spoke.") == "Police in brenta spoke."


def test_a_bombing_becomes_a_template_with_its_weapon(tmp_path: Path) -> None:
    """A template has the incident's type in small letters and five roles."""
    folder = tmp_path / "gtt_processed"
    folder.mkdir()
    text = "a car bomb exploded outside a police station in bogota on monday, killing two people."
    row = {"docid": "X-1", "doctext": text, "templates": [{"incident_type": "arson"}]}
    (folder / "dev.json").write_text(json.dumps(row), encoding="utf-8")
    (out,) = muc4.predict(tmp_path)
    assert out["docid"] == "X-1"
    found = {t["incident_type"]: t for t in muc4.templates("X-1", text)}
    template = found["bombing"]
    assert "bomb" in str(template["Weapon"])
    assert set(template) == {
        "incident_type", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon"
    }  # fmt: skip


def test_a_second_incident_of_a_type_shares_its_sure_perpetrators_only() -> None:
    """Fillers go to the first template of their type, a sure perpetrator to all of it."""
    types = (0.0, 0.9, 0.0, 0.0, 0.0, 0.0)

    def filler(role: str, words: str, chance: float) -> Filler:
        return Filler(role, words, (words,), chance, types, ((0, 1),), "tagger")

    told = Joint(
        (
            filler("PerpInd", "Rebels", 0.9),
            filler("PerpInd", "men", 0.27),
            filler("Target", "bridge", 0.9),
            filler("Weapon", "mine", 0.1),
        ),
        ((0.1, 0.0, 0.0), (0.9, 0.4, 0.2), *[(0.0, 0.0, 0.0)] * 4),
    )
    first, second = muc4.written(told)
    assert first["incident_type"] == second["incident_type"] == "bombing"
    assert (first["PerpInd"], second["PerpInd"]) == ([["rebels"], ["men"]], [["rebels"]])
    assert (first["Target"], second["Target"]) == ([["bridge"]], [])
    assert first["Weapon"] == []


def test_words_for_one_thing_in_one_report_are_one_event() -> None:
    """Verb and noun of one event share a cluster, words for another thing do not."""
    documents = {"a": document("a", BLAST)}
    words = ("attacked", "killing", "attack shook")
    given = []
    for number, word in enumerate(words):
        start = BLAST.index(word)
        given.append(Given(str(number), "a", Span(start, start + len(word.split()[0]))))
    clusters = [row["cluster"] for row in coreference.clustered(documents, given)]
    assert clusters[0] == clusters[2] != clusters[1]


def test_reports_of_unlike_things_are_never_joined() -> None:
    """The same word in reports that share nothing else names two events."""
    other = "Rangers said that a storm attacked the forest of Ulmen in spring."
    documents = {"a": document("a", BLAST), "b": document("b", other)}
    given = [
        Given("1", "a", Span(BLAST.index("attacked"), BLAST.index("attacked") + 8)),
        Given("2", "b", Span(other.index("attacked"), other.index("attacked") + 8)),
    ]
    one, two = (row["cluster"] for row in coreference.clustered(documents, given))
    assert one != two


def test_reports_are_grouped_by_the_rare_words_and_numbers_that_they_share() -> None:
    """Whatever the order of their names."""
    storm = "Rangers said that a storm of 1931 felled the forest of Ulmen and 4711 oaks in spring."
    other = "The oaks of Ulmen, 4711 in all, fell to the storm of 1931, rangers of the forest said."
    texts = {"c": BLAST, "a": storm, "d": "A bakery opened in Pell.", "b": other}
    groups = coreference.grouped({name: document(name, text) for name, text in texts.items()})
    assert groups == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_the_likest_are_joined_first_and_only_while_their_mean_allows() -> None:
    """The third is like the second alone, and the first keeps it out."""
    like = np.array([[-np.inf, 2.0, -3.0], [2.0, -np.inf, 1.0], [-3.0, 1.0, -np.inf]])
    assert joined(like, -0.5) == [(0, 1)]
    assert joined(like, -1.0) == [(0, 1), (0, 2)]
