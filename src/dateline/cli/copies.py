"""`dateline copies`: which report copies which, in which passages, and whose words these are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import click

from dateline import link, record
from dateline.cli.options import with_ledger
from dateline.explain import safe_text
from dateline.reconcile.reprints import Copies
from dateline.reconcile.voices import voices_of
from dateline.types import Copy, Document, Passage, Reading
from dateline.write import SharedPassage

LONGEST: Final = 160  # characters of a passage that are shown
NO_VOICE: Final = "voice unknown"


@dataclass(frozen=True, slots=True)
class Reprints:
    """What copies are told from: texts and names of reports, and the voices behind these."""

    documents: Mapping[str, Document]
    names: Mapping[str, tuple[str, ...]]
    voices: Mapping[str, str] = field(default_factory=dict)

    def voice(self, one: Copy, passage: Passage) -> str | None:
        """Whose words a passage has: those of the original, where that can be told."""
        either = {self.voices.get(report) for report in (one.left, one.right)}
        original = self.voices.get(one.source) if one.source else None
        return passage.voice or original or (either.pop() if len(either) == 1 else None)

    def report_name(self, report: str) -> str:
        """The first name of a report."""
        return safe_text(self.names.get(report, (report,))[0])

    def passage_words(self, one: Copy, passage: Passage) -> str:
        """The words of a passage, in the left report."""
        text = self.documents[one.left].text
        return text[passage.left.start : passage.left.end]


@click.command()
@click.argument("report", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for reading, json for programs.",
)
@with_ledger
def copies_command(report: str | None, form: str, ledger: str) -> None:
    """List reports that share text.

    For each pair, print which report copies the other and whose words each passage has.

    A passage that a report takes from another one counts once, as the word of the original.
    REPORT, a name or an id, limits the list to one report.

    Example: dateline copies wire.txt --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        readings, names = opened.readings(), opened.names()
        wanted = opened.report_id(report) if report else None
    found, told = reprints_among(readings, names, wanted)
    if form == "json":
        click.echo(json.dumps([as_json(one, told) for one in found], ensure_ascii=False, indent=1))
        return
    for line in copy_lines(found, told):
        click.echo(line)


def reprints_among(
    readings: Sequence[Reading], names: Mapping[str, tuple[str, ...]], wanted: str | None = None
) -> tuple[tuple[Copy, ...], Reprints]:
    """The copies among some reports, or those of one, with what they are told from."""
    told = Reprints({reading.document.report: reading.document for reading in readings}, names)
    created = dict(link.settle_dates(readings).created)
    shelf = Copies({name: one.interval for name, one in created.items()})
    for document in told.documents.values():
        shelf.add(document)
    if wanted and wanted not in told.documents:
        found: tuple[Copy, ...] = ()  # withdrawn: it copies nothing that counts
    else:
        found = shelf.copies_of(wanted) if wanted else shelf.all()
    return found, replace(told, voices=voices_of(told.documents.values(), found).reports)


def shared_passages(
    readings: Sequence[Reading], names: Mapping[str, tuple[str, ...]]
) -> Iterator[SharedPassage]:
    """The passages that some reports share, a pair after the other."""
    found, told = reprints_among(readings, names)
    for one in found:
        left, right = (names.get(side, (side,))[0] for side in (one.left, one.right))
        for passage in one.passages:
            voice, text = told.voice(one, passage), told.passage_words(one, passage)
            yield SharedPassage(one, passage, left, right, voice, text)


def copy_lines(found: Iterable[Copy], told: Reprints) -> Iterator[str]:
    """Each pair in a line, with its passages."""
    pairs = tuple(found)
    if not pairs:
        yield "No two reports share a passage."
    for one in pairs:
        yield copied_pair(one, told)
        for passage in one.passages:
            words = safe_text(told.passage_words(one, passage))
            shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
            changed = f", {passage.changed} changed" if passage.changed else ""
            voice = safe_text(told.voice(one, passage) or NO_VOICE)
            yield f"  “{shown}” ({passage.words} words{changed}) — {voice}"


def copied_pair(one: Copy, told: Reprints) -> str:
    """Who copies whom, how, and how much of each text it is."""
    left, right = told.report_name(one.left), told.report_name(one.right)
    kind = one.kind.value.replace("_", " ")
    shares = f"{one.left_share:.0%} of {left}, {one.right_share:.0%} of {right}"
    why = f"; {safe_text(one.reason)}" if one.reason else ""
    if one.source is None:
        return f"{left} and {right} share text ({kind}; {shares}{why})"
    copy, source = (right, left) if one.source == one.left else (left, right)
    firm = "" if one.firm else "probably "
    return f"{copy} {firm}copies {source} ({kind}; {shares}{why})"


def as_json(one: Copy, told: Reprints) -> dict[str, Any]:
    """A pair as an object; offsets count in the recorded texts."""
    sides = {"left": one.left, "right": one.right}
    return {
        **{side: {"report": told.report_name(name), "id": name} for side, name in sides.items()},
        "kind": one.kind.value,
        "source": told.report_name(one.source) if one.source else None,
        "firm": one.firm,
        "reason": one.reason,
        "left_share": round(one.left_share, 3),
        "right_share": round(one.right_share, 3),
        "passages": [
            {
                "left": {"start": passage.left.start, "end": passage.left.end},
                "right": {"start": passage.right.start, "end": passage.right.end},
                "words": passage.words,
                "changed": passage.changed,
                "voice": told.voice(one, passage),
                "text": told.passage_words(one, passage),
            }
            for passage in one.passages
        ],
    }
