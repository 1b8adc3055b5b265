"""Outlets: whose a report is, by name and address, with rows of the user's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.acquire.outlets import read_outlets, source_of
from dateline.errors import InputError
from dateline.types import Rating, Reliability

OWN = """
["Harbour Courier"]
owner = "Meridian Group"
domains = ["courier.example"]
aliases = ["The Courier", "Courier Online"]
source = "https://courier.example/imprint"

["Coast Press Agency"]
agency = true
aliases = ["CPA"]

["BBC News"]
owner = "somebody-else"
"""


@pytest.fixture(name="table")
def _table(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("outlet", "url", "owner"),
    [
        ("Harbour Courier", "", "meridian-group"),
        ("the courier", "", "meridian-group"),
        ("Courier Online", "", "meridian-group"),
        ("", "https://www.courier.example/a", "meridian-group"),
        ("", "https://news.courier.example/a", "meridian-group"),
        ("", "https://notcourier.example/a", "notcourier-example"),
        ("Coast Press Agency", "", "coast-press-agency"),
        ("BBC News", "", "somebody-else"),
        ("Reuters", "", "thomson-reuters"),
    ],
)
def test_a_users_rows_go_before_those_of_the_program(
    outlet: str, url: str, owner: str, table: Path
) -> None:
    source = source_of(outlet, url, read_outlets(table))
    assert source is not None
    assert owner == source.owner


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[broken", "expected TOML"),
        ('["A"]\nowners = "b"', "expected one of owner, domains, aliases, agency, source"),
        ('["A"]\nreliability = "G"', "a letter of A, B, C, D, E, F, found 'G'"),
        ('["A"]\nreliability = 3', "as a letter, or as a list of letters by day, found 3"),
        ('["A"]\nreliability = []', "as a letter, or as a list of letters by day, found []"),
        ('["A"]\nreliability = [{letter = "Z"}]', "a letter of A, B, C, D, E, F, found 'Z'"),
        ('["A"]\nreliability = [{since = 2021-05-01}]', 'letters like {letter = "B"'),
        ('["A"]\nreliability = [{letter = "B", since = "May"}]', "since as a day like"),
        ('["A"]\nreliability = [{letter = "B"}, {letter = "C"}]', "one letter from each day on"),
        ('["A"]\nreliability = "B"\nreason = 3', "reason as words, found 3"),
        ('["A"]\nowner = 3', "owner as a name, found 3"),
        ('["A"]\nowner = ""', "owner as a name, found ''"),
        ('["A"]\ndomains = "a.example"', "domains as a list of names"),
        ('["A"]\ndomains = ["https://a.example"]', "a bare domain"),
        ('["A"]\nagency = "yes"', "agency as true or false"),
        ('A = "b"', "found a bare value"),
        ('["A"]\naliases = ["B"]\n["B"]\n', "each name and domain once"),
        ('["A"]\ndomains = ["a.example"]\n["B"]\ndomains = ["a.example"]', "once"),
    ],
)
def test_a_table_that_is_wrong_is_told_in_one_line(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_outlets(path)
    assert says in str(told.value)
    assert "own.toml" in str(told.value)
    assert "\n" not in str(told.value)


def test_an_outlet_has_the_letters_that_people_gave_it_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '["Harbour Courier"]\nreliability = "B"\nreason = "checked in 2024"\n'
        '["Meridian Post"]\nreliability = [{letter = "E", since = 2021-05-01, reason = "sold"},'
        ' {letter = "C"}]\n["Hill Gazette"]\n',
        encoding="utf-8",
    )
    table = {row.source.name: row.source.ratings for row in read_outlets(path)}
    assert (Rating(Reliability.B, "checked in 2024"),) == table["Harbour Courier"]
    sold = Rating(Reliability.E, "sold", date(2021, 5, 1))
    assert (Rating(Reliability.C), sold) == table["Meridian Post"]
    assert () == table["Hill Gazette"]


@pytest.mark.parametrize(
    ("outlet", "url"), [("Reuters", ""), ("", "https://www.reuters.com/world/a")]
)
def test_a_row_for_a_known_outlet_keeps_what_it_does_not_say(
    outlet: str, url: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_text('["Reuters"]\nreliability = "B"', encoding="utf-8")
    source = source_of(outlet, url, read_outlets(path))
    assert source is not None
    assert "thomson-reuters" == source.owner
    assert (Rating(Reliability.B),) == source.ratings


def test_no_outlet_of_the_program_has_a_letter() -> None:
    source = source_of("Reuters", "")
    assert source is not None
    assert () == source.ratings


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml"):
        read_outlets(tmp_path / "none.toml")
