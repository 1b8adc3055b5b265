"""Codebooks: what each form holds, in Markdown, from the tables that its writer goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dateline.write.columns import Column, Table
from dateline.write.contents import Form
from dateline.write.losses import Loss

ROLES: Final = {
    "main": "Contains incidents that a report is about; `--role` selects others.",
    "none": "Totals are not incidents: `--role` and `--grade` do not apply.",
    "all": "Contains all incidents unless you give `--role`.",
}


def codebook_text(name: str, form: Form) -> str:
    """The codebook of one form."""
    return "\n".join(codebook_lines(name, form)) + "\n"


def forms_overview(forms: Mapping[str, Form]) -> str:
    """The forms in a table, each with a link to its codebook."""
    rows = (f"| [`{name}`](codebooks/{name}.md) | {form.about} |" for name, form in forms.items())
    return "\n".join(("| format | contents |", "|---|---|", *rows)) + "\n"


def codebook_lines(name: str, form: Form) -> Iterator[str]:
    """The lines of a codebook."""
    yield from (f"# {name}", "", form.about, "", f"`dateline export --format {name}`", "")
    yield ROLES[form.role]
    if form.policy:
        yield f"Figures are settled by the policy `{form.policy}` unless you give `--policy`."
    if form.notes:
        yield from ("", form.notes)
    for table in form.tables:
        yield from ("", *column_table(table))
    if form.losses:
        yield from ("", *loss_lines(form.losses))


def column_table(table: Table) -> Iterator[str]:
    """The columns of a table."""
    yield from (f"## {table.name}", "", f"Each line is {table.of}.", "")
    yield from ("| column | meaning | type | unit | source |", "|---|---|---|---|---|")
    yield from (column_row(column) for column in table.columns)


def column_row(column: Column[Any]) -> str:
    """The row of one column."""
    cells = (f"`{column.name}`", column.meaning, column.type.value, column.unit, column.source)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def loss_lines(losses: tuple[Loss, ...]) -> Iterator[str]:
    """What a schema cannot carry."""
    yield from ("## What it cannot hold", "")
    yield "`--losses FILE` counts the lines of an export that each of these affects."
    yield from ("", "| what | why |", "|---|---|")
    for loss in losses:
        yield f"| {loss.what}{' (the line is left out)' if loss.out else ''} | {loss.why} |"
