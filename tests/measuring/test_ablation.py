"""Functions and rules that give nothing for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import pytest
from benchmarks import ablation

HOME, USER = "dateline.made_up_home", "dateline.made_up_user"


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a table."""

    id: str


class Module(ModuleType):
    """A module that holds a function and a table."""

    is_harm: Callable[[str], bool]
    kept: Callable[[str], bool]
    RULES: tuple[Row, ...]


def is_harm(word: str) -> bool:
    """Whether a word is one of harm."""
    return word == "bomb"


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> Module:
    """A module of the package that uses a function and a table of another one."""
    home, user = Module(HOME), Module(USER)
    for module in (home, user):
        module.is_harm, module.RULES = is_harm, (Row("harm.one"), Row("harm.two"))
        monkeypatch.setitem(sys.modules, module.__name__, module)

    @cache
    def kept(word: str) -> bool:
        return user.is_harm(word)

    user.kept = kept
    return user


def test_a_function_is_off_in_every_module_that_holds_it_and_on_again(user: Module) -> None:
    assert user.is_harm("bomb")
    with ablation.switched_off("made_up_home.is_harm"):
        assert not user.is_harm("bomb")
        assert vars(sys.modules[HOME])["is_harm"] is user.is_harm
    assert user.is_harm("bomb")


def test_what_was_kept_from_before_is_forgotten(user: Module) -> None:
    assert user.kept("bomb")
    with ablation.switched_off("made_up_home.is_harm"):
        assert not user.kept("bomb")
    assert user.kept("bomb")


def test_a_rule_is_taken_out_of_its_table(user: Module) -> None:
    with ablation.switched_off("harm.one"):
        assert (Row("harm.two"),) == user.RULES
    assert 2 == len(user.RULES)


@pytest.mark.parametrize("name", ["nowhere.f", "extract.none", "no such rule"])
def test_what_does_not_exist_cannot_be_switched_off(name: str) -> None:
    with pytest.raises(LookupError), ablation.switched_off(name):
        pass


@pytest.mark.parametrize(
    ("annotation", "nothing"),
    [
        ("bool", False),
        ("Token | None", None),
        ("tuple[Token, ...]", ()),
        ("frozenset[str]", frozenset()),
        ("dict[str, int]", {}),
    ],
)
def test_nothing_is_what_an_annotation_calls_so(annotation: str, nothing: object) -> None:
    assert nothing == ablation.silent_like(returning(annotation))(1, 2, a=3)


def test_an_iterator_of_nothing_ends() -> None:
    given = ablation.silent_like(returning("Iterator[Token]"))()
    assert isinstance(given, Iterator)
    assert [] == list(given)


def test_a_pair_has_no_nothing() -> None:
    with pytest.raises(LookupError, match="no nothing"):
        ablation.silent_like(returning("tuple[int, str]"))


def returning(annotation: str) -> Callable[[], None]:
    """A function that says so of what it gives."""

    def function() -> None: ...

    function.__annotations__["return"] = annotation
    return function
