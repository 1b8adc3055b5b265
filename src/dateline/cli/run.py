"""`dateline run`: what a stage makes of one report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import click

from dateline import link, pipeline, record
from dateline.acquire import acquire
from dateline.cli.ingest import existing_paths, published_dates
from dateline.cli.reasons import RuleLog
from dateline.errors import InputError
from dateline.explain import safe_text
from dateline.types import Reading, Remark, Report, SetAside, Span, Token

STAGES = ("acquire", "clean", "detect", "extract", "link", "reconcile")
INDENT = "  "
DATES = 'Take publication dates from this JSON file: {"report.txt": "2016-07-15"}.'
LONGEST = 100  # characters of a stretch of text that are shown


@click.command()
@click.option("--until", type=click.Choice(STAGES), help="Stop after this stage.")
@click.option("--published", type=click.Path(path_type=Path), metavar="FILE", help=DATES)
@click.option("--why", is_flag=True, help="Print what each rule and pass of extraction did.")
@click.argument("file", type=click.Path(path_type=Path))
def run_command(until: str | None, published: Path | None, file: Path, *, why: bool) -> None:
    """Print what one stage makes of a report.

    Each value is printed with the words behind it.

    Example: dateline run --until detect report.txt

    With --why, print which rules fired and what the passes changed or dropped instead.

    Example: dateline run --why report.txt
    """
    if not why and until is None:
        raise click.UsageError("expected --until STAGE or --why, found neither; add one of them")
    for arrival in acquire(existing_paths((file,)), published=published_dates(published)):
        if isinstance(arrival, SetAside):
            raise InputError(
                f"expected a report, found {arrival.name}: {arrival.reason}; give another file"
            )
        if isinstance(arrival, Remark):
            click.echo(f"{safe_text(arrival.name)}: {safe_text(arrival.text)}", err=True)
            continue
        if why:
            for line in rule_reasons(arrival):
                click.echo(safe_text(line))
            continue
        value, text = value_after(until or STAGES[-1], arrival)
        for line in value_lines(value, text) if value else ("nothing",):
            click.echo(safe_text(line))


def value_after(stage: str, report: Report) -> tuple[object, str]:
    """The value after a stage, and the text that its spans count in."""
    # spaCy and the tagger come with these stages; `--help` does without.
    from dateline.clean import clean_report  # noqa: PLC0415
    from dateline.detect import detect  # noqa: PLC0415
    from dateline.extract import extract  # noqa: PLC0415

    if stage == "acquire":
        return report, ""
    document = clean_report(report)
    if stage == "clean":
        return document, document.text
    annotations = detect(document)
    if stage == "detect":
        return annotations, document.text
    mentions = extract(document, annotations)
    if stage == "extract":
        return mentions, document.text
    readings = (Reading(document, annotations.created, mentions),)
    if stage == "link":
        chronology = link.settle_dates(readings)
        return (chronology, link.link_mentions(readings, chronology, ())), document.text
    with tempfile.TemporaryDirectory() as folder:
        ledger = record.Ledger.open(str(Path(folder) / "one.db"), create=True)
        with ledger:
            ledger.record(report, readings[0])
            return pipeline.made_incidents(ledger), document.text


def rule_reasons(report: Report) -> list[str]:
    """What each rule and pass did while a report was read."""
    from dateline.clean import clean_report  # noqa: PLC0415  see above
    from dateline.detect import detect  # noqa: PLC0415
    from dateline.extract import extract  # noqa: PLC0415

    document = clean_report(report)
    log = RuleLog(document.text)
    extract(document, detect(document), log)
    return log.lines


def value_lines(value: object, text: str, indent: str = "") -> Iterator[str]:
    """A value, field by field; fields at their default are left out."""
    if is_dataclass(value) and not isinstance(value, Span):
        for field in fields(value):
            part = getattr(value, field.name)
            if says_anything(part) and not (field.default is not MISSING and part == field.default):
                yield from field_lines(field.name, part, text, indent)
    elif isinstance(value, tuple):
        for part in value:
            yield from field_lines("-", part, text, indent)
    else:
        yield indent + short_value(value, text)


def field_lines(name: str, value: object, text: str, indent: str) -> Iterator[str]:
    """One field: on a line where it is short, else with its parts below."""
    if isinstance(value, tuple) and value and isinstance(value[0], Token):
        yield f"{indent}{name}:"
        for token in value:
            head = value[token.head].text
            yield f"{indent}{INDENT}{token.text}  {token.tag}  {token.dep} of {head}"
    elif isinstance(value, Span | str | int | float | date | bytes | Enum):
        yield f"{indent}{name}: {short_value(value, text)}"
    else:
        yield f"{indent}{name}: {type(value).__name__ if is_dataclass(value) else ''}".rstrip()
        yield from value_lines(value, text, indent + INDENT)


def says_anything(value: object) -> bool:
    """Does a value say anything?"""
    return value is not None and value != ()


def short_value(value: object, text: str) -> str:
    """A plain value, a span as its words."""
    if isinstance(value, Span):
        words = text[value.start : value.end]
        return f"[{value.start}:{value.end}] {cut_words(words)}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return cut_words(str(value.value if isinstance(value, Enum) else value))


def cut_words(words: str) -> str:
    """The beginning of a long stretch of text."""
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
