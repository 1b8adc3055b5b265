"""What changed in a ledger since a day or a revision: as JSON to replay, or as an Atom feed.

A change gives the incident's row in the exchange form then and now. Whoever kept an export and
takes the changes since then, putting each `after` in the place of the row of that id, and leaving
out rows whose `after` is null, has the export of now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TextIO
from urllib.parse import quote
from xml.etree import ElementTree as ET

from dateline import record
from dateline.write.jsonl import exchange_row
from dateline.write.lines import UNCODED, Coding

Row = Mapping[str, Any]

ATOM: Final = "http://www.w3.org/2005/Atom"
# What a value rests on, and not the value: left out where changes are told in words.
BEHIND: Final = frozenset(
    {"statements", "courses", "credibility", "contradictions", "grading", "doubts", "standing"}
)
# Who or what an item of a list is; the first goes before the others.
NAMING: Final = ("name", "report", "group", "kind", "detail", "stance", "role")
NOT_STATED: Final = "not stated"
ON_OTHER_WORDS: Final = "as before, but on other statements"


@dataclass(frozen=True, slots=True)
class Changed:
    """An incident's row then and now."""

    change: str
    incident: str
    before: Row | None
    after: Row | None
    others: tuple[str, ...]
    revision: int
    at: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ, in the order of the exchange form."""
        one, other = self.before or {}, self.after or {}
        names = dict.fromkeys((*one, *other))
        return tuple(name for name in names if one.get(name) != other.get(name))


def changed_rows(
    found: Iterable[record.Difference], texts: Mapping[str, str], coding: Coding = UNCODED
) -> tuple[Changed, ...]:
    """Differences in the exchange form; those that do not show there are left out.

    Args:
        found: what became of incidents.
        texts: the recorded text of each report, by report id.
        coding: where the codes of divisions come from.
    """
    rows = (
        Changed(
            change=one.fate.value,
            incident=one.incident,
            before=exchange_row(one.before, texts, coding) if one.before else None,
            after=exchange_row(one.after, texts, coding) if one.after else None,
            others=one.others,
            revision=one.revision,
            at=one.at,
        )
        for one in found
    )
    return tuple(one for one in rows if one.fields)


def replay_changes(kept: Iterable[Row], changes: Iterable[Row]) -> list[Row]:
    """The rows of an export brought up to date by the changes since it was made, by id.

    Args:
        kept: rows in the exchange form.
        changes: the `changes` of the JSON form.
    """
    rows = {row["id"]: row for row in kept}
    for one in changes:
        if one["after"] is None:
            rows.pop(one["id"], None)
        else:
            rows[one["id"]] = one["after"]
    return [rows[name] for name in sorted(rows)]


def change_row(one: Changed) -> dict[str, Any]:
    """A change as plain data."""
    return {
        "change": one.change,
        "id": one.incident,
        "others": list(one.others),
        "revision": one.revision,
        "at": one.at,
        "fields": list(one.fields),
        "before": one.before,
        "after": one.after,
    }


def changes_json(since: int, until: int, changes: Sequence[Changed], stream: TextIO) -> None:
    """Write the changes between two revisions, whole rows with them."""
    whole = {"since": since, "revision": until, "changes": [change_row(one) for one in changes]}
    stream.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def changes_atom(title: str, updated: str, changes: Sequence[Changed], stream: TextIO) -> None:
    """Write the changes as an Atom feed, an entry an incident, the newest first."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    add_child_text(feed, "id", f"urn:dateline:changes:{quote(title)}")
    add_child_text(feed, "title", title)
    add_child_text(feed, "updated", updated)
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    add_child_text(author, "name", "Dateline")
    for one in sorted(changes, key=lambda one: (-one.revision, one.incident)):
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        add_child_text(entry, "id", f"urn:dateline:{one.incident}:{one.revision}")
        add_child_text(
            entry, "title", f"{one.change}: {incident_headline(one.after or one.before or {})}"
        )
        add_child_text(entry, "updated", one.at)
        add_child_text(entry, "content", "\n".join(changed_fields(one)) or one.change)
        ET.SubElement(entry, f"{{{ATOM}}}category", {"term": one.change})
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    stream.write(ET.tostring(feed, encoding="unicode") + "\n")


def add_child_text(parent: ET.Element, name: str, text: str) -> None:
    """A child with text that XML can carry."""
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = "".join(c for c in text if c.isprintable() or c in "\n\t")


def incident_headline(found: Row) -> str:
    """An incident in a line."""
    when = in_words(found["date"]) if found["date"] else "no date"
    return f"{found['kind'].replace('_', ' ')}, {when}, {in_words(found['place'])}"


def changed_fields(one: Changed) -> Iterator[str]:
    """What changed, a field a line: "killed: 1, then 12"."""
    if one.others:
        yield "with " + ", ".join(name[:8] for name in one.others)
    if one.before is None or one.after is None:
        return
    for name in one.fields:
        if name not in BEHIND:
            was, now = in_words(one.before[name]), in_words(one.after[name])
            edited = f"{was}, then {now}" if was != now else f"{now}, {ON_OTHER_WORDS}"
            yield f"{name.replace('_', ' ')}: {edited}"


def in_words(value: object) -> str:
    """A value of the exchange form on one line."""
    match value:
        case None | [] | "":
            return NOT_STATED
        case bool():
            return "yes" if value else "no"
        case dict():
            return _of_keys(value)
        case list():
            return "; ".join(in_words(inner) for inner in value)
        case _:
            return str(value)


def _of_keys(held: Row) -> str:
    """A figure, days, a place, or the values of another object, on one line."""
    match held:
        case {"low": low, "best": best, "high": high}:
            bounds = (low,) if low == best == high else (low, best, high)
            return "/".join("?" if n is None else str(n) for n in bounds)
        case {"start": start, "end": end}:
            clock = f" {held['time']}" if held.get("time") else ""
            return (start if start == end else f"{start} to {end}") + clock
        case {"site": site, "city": city, "admin1": admin1, "country": country}:
            parts = dict.fromkeys(part for part in (site, city, admin1, country) if part)
            return ", ".join(parts) or NOT_STATED
        case {"by": by, "stance": stance, "to": whom}:
            return " ".join(word for word in (by, stance, whom) if word)
        case _:
            return _named_values(held)


def _named_values(held: Row) -> str:
    """Who or what an item of a list is, then its figures: "children (boys): killed 2"."""
    told = {name: value for name, value in held.items() if value not in (None, [], "")}
    words = {n: str(told[n]).replace("_", " ") for n in NAMING if n in told}
    head, *more = dict.fromkeys(words.values()) or ("",)
    named = f"{head} ({', '.join(more)})" if more else head
    figures = ", ".join(
        f"{name.replace('_', ' ')} {in_words(value)}"
        for name, value in told.items()
        if name not in words
    )
    return ": ".join(part for part in (named, figures) if part)
