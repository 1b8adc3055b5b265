"""The documents say what the program does."""

import doctest
import importlib.util
import re
from pathlib import Path

import click
import pytest
from mypy import api

from dateline.acquire import READERS
from dateline.acquire.columns import FIELDS
from dateline.cli import cli
from dateline.types import Kind

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FENCED = re.DOTALL | re.MULTILINE
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


LIBRARY = (ROOT / "docs/library.md").read_text("utf-8")
SCRIPT = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), FENCED)[0]


@pytest.fixture(name="reports")
def _reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder with the reports that the page of the library shows."""
    for name, content in re.findall(r"^`(reports/[\w.]+)`:\n\n```text\n(.*?)```", LIBRARY, FENCED):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("reports")
def test_the_examples_of_the_library_page_give_what_they_say() -> None:
    """A reader who types an example sees what the page shows."""
    examples = "\n".join(re.findall(r"^```pycon\n(.*?)^```", LIBRARY, FENCED))
    parsed = doctest.DocTestParser().get_doctest(examples, {}, "library.md", None, 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    failed, tried = runner.run(parsed, out=told.append)
    assert tried
    assert not failed, "".join(told)


def test_the_script_of_the_readme_runs(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ten lines on the first page do what they say."""
    exec(SCRIPT, {})  # noqa: S102  our own page
    assert "confirmed" in capsys.readouterr().out
    assert "Mosul" in (reports / "incidents.csv").read_text("utf-8")


@pytest.mark.slow
def test_a_type_checker_knows_the_library(reports: Path) -> None:
    """A script of a user passes `mypy --strict`, and a slip in it is found."""
    good, bad = reports / "good.py", reports / "bad.py"
    good.write_text(SCRIPT)
    bad.write_text(SCRIPT.replace("done.set_aside", "done.put_aside"))
    answer, _, _ = api.run(
        [
            *("--config-file", str(ROOT / "pyproject.toml"), "--strict"),
            *("--cache-dir", str(ROOT / ".mypy_cache" / "scripts")),
            *(str(good), str(bad)),
        ]
    )
    errors = [line for line in answer.splitlines() if ": error:" in line]
    assert 1 == len(errors), answer
    assert "bad.py" in errors[0]
    assert '"put_aside"' in errors[0]
