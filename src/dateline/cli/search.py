"""`dateline search`: full-text search over incidents and reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.explain import safe_text

ID: Final = 10  # characters of an id that are shown


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in",
    "where",
    type=click.Choice(["incidents", "reports", "both"]),
    default="both",
    show_default=True,
    help="Search incidents, reports, or both.",
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="List this many."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for reading, json for programs.",
)
@with_ledger
def search_command(words: tuple[str, ...], where: str, limit: int, form: str, ledger: str) -> None:
    """Search reports and incidents for words.

    All WORDS must occur. Case, accents and plural endings make no difference.
    Search for a phrase in quotes, for a beginning with a star ('rocket*'), for one of several
    words with OR, and exclude a word with NOT.

    Incidents are listed first, then reports, each with the newest first.

    Example: dateline search '"green zone" rockets NOT drone' --ledger my.db
    """
    kinds = tuple(kind for kind in record.HitKind if where in {"both", f"{kind.value}s"})
    with record.Ledger.open(ledger) as opened:
        hits = opened.search(" ".join(words), kinds=kinds, limit=limit)
        names, withdrawn = opened.names(), opened.withdrawals()
    if form == "json":
        found = [as_object(hit, names) for hit in hits]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in hit_lines(hits, names, withdrawn):
        click.echo(line)


def hit_lines(
    hits: tuple[record.SearchHit, ...],
    names: Mapping[str, tuple[str, ...]],
    withdrawn: Mapping[str, str],
) -> Iterator[str]:
    """Two lines a hit: what it is, and the words around what was searched for."""
    if not hits:
        yield "Nothing was found."
    for hit in hits:
        day = hit.day.isoformat() if hit.day else "undated"
        name = ", ".join(names.get(hit.subject, (hit.subject[:ID],)))
        note = " (withdrawn)" if hit.subject in withdrawn else ""
        yield f"{hit.kind.value} {safe_text(name)}  {day}{note}"
        yield f"  {safe_text(hit.snippet.text)}"


def as_object(hit: record.SearchHit, names: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """A hit as an object; marks count characters in the snippet."""
    return {
        "kind": hit.kind.value,
        "id": hit.subject,
        "names": list(names.get(hit.subject, ())),
        "day": hit.day.isoformat() if hit.day else None,
        "snippet": hit.snippet.text,
        "marks": [{"start": start, "end": end} for start, end in hit.snippet.marks],
    }
