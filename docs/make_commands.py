"""Write `commands.md` from the commands themselves: `python docs/make_commands.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dateline.cli import cli

PAGE = Path(__file__).with_name("commands.md")


def page() -> str:
    """The page as it must be for the commands as they are."""
    head = "# Commands\n\nThis is what each command prints with `--help`.\n"
    return "\n".join([head, *_sections()])


def _sections() -> Iterator[str]:
    """One section a command, with what its `--help` says."""
    settings = {**cli.context_settings, "max_content_width": 96, "terminal_width": 96}
    root = click.Context(cli, info_name="dateline", **settings)
    for name in cli.list_commands(root):
        yield from _section(name, cli.get_command(root, name), root)


def _section(name: str, command: click.Command | None, parent: click.Context) -> Iterator[str]:
    """A command, then the commands below it."""
    if command is None:
        return
    context = click.Context(command, info_name=name.rsplit(maxsplit=1)[-1], parent=parent)
    yield f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            yield from _section(f"{name} {below}", command.get_command(context, below), context)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
