"""The documents say what the program does."""

import importlib.util
import re
from pathlib import Path

import click
import pytest

from dateline.acquire import READERS
from dateline.acquire.columns import FIELDS
from dateline.cli import cli
from dateline.types import Kind

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
EXAMPLE = re.compile(r"^dateline (\w+)(.*)$", re.MULTILINE)


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    """`python docs/make_commands.py` was run after the last change of a command."""
    spec = importlib.util.spec_from_file_location("make_commands", ROOT / "docs/make_commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.page() == module.PAGE.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_names_a_command_and_options_that_exist(page: Path) -> None:
    """What a reader copies from a page is understood."""
    context = click.Context(cli)
    for name, rest in EXAMPLE.findall(page.read_text("utf-8")):
        command = cli.get_command(context, name)
        assert command is not None, f"{page.name} names {name}"
        for option in re.findall(r"--[a-z-]+", rest.split("#")[0]):
            assert _has(command, rest.split(), option), f"{page.name}: {name} has no {option}"


def _has(command: click.Command, words: list[str], option: str) -> bool:
    """Does a command, or the one of its group that is called, take an option?"""
    if isinstance(command, click.Group):
        inner = command.get_command(click.Context(command), words[0])
        return inner is not None and _has(inner, words[1:], option)
    return any(option in parameter.opts for parameter in command.params)


@pytest.mark.parametrize("words", [*READERS, *FIELDS])
def test_every_way_in_is_documented(words: str) -> None:
    """Each ending that is read, and each field of a table."""
    assert f"`{words}`" in (ROOT / "docs/inputs.md").read_text("utf-8")


def test_every_kind_is_in_the_schema() -> None:
    """The exchange form's schema lists the kinds that the program knows."""
    schema = (ROOT / "src/dateline/write/exchange.schema.json").read_text("utf-8")
    assert all(f'"{kind.value}"' in schema for kind in Kind)
