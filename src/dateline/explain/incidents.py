"""Why an incident is one, when its reports were written, and why each figure: in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.explain.decisions import nature_lines, party_lines, place_lines
from dateline.explain.plain_text import safe_text
from dateline.explain.wording import (
    IncidentSources,
    amount_text,
    claim_sentences,
    days_text,
    figure_text,
    incident_title,
)
from dateline.types import (
    Chronology,
    Contradiction,
    Creation,
    Evidence,
    Finding,
    Incident,
    Interval,
    Link,
    Mention,
    Range,
    Reliability,
    TollTimeline,
    TollUpdate,
)

TOLLS = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
MEANING = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
}
MOST_DAYS = 5  # that a report may have been written on, in one line


def explain_incident(
    incident: Incident, mentions: Mapping[str, Mention], dates: Chronology, told: IncidentSources
) -> Iterator[str]:
    """The whole explanation, line by line."""
    yield f"{incident.id}  {incident_title(incident)}"
    yield ""
    yield "Why these reports are one incident"
    yield from _link_lines(incident.cluster.links, mentions, told)
    yield ""
    yield "When the reports were written"
    yield from _creation_lines(incident, dict(dates.created), told)
    yield ""
    yield "When it happened"
    yield f"  {days_text(incident.when.value.interval)}. {safe_text(incident.when.reason)}".rstrip()
    yield from _event_lines(incident, mentions, dates, told)
    yield ""
    yield "Where it happened"
    yield from place_lines(incident, told)
    yield ""
    yield "What happened, with what weapons and against whom"
    yield from nature_lines(incident, mentions, told)
    yield ""
    yield "Who is said to have done it"
    yield from party_lines(incident, told)
    yield ""
    yield "Why this toll"
    yield from _toll_lines(incident, told) or ("  No figure is stated.",)
    yield ""
    yield "Why this grade"
    yield from _grade_lines(incident, told)
    if incident.contradictions:
        yield ""
        yield "Contradictions, the most consequential first"
        yield from contradiction_lines(incident.contradictions, told, "  ")
    if incident.judged:
        yield ""
        yield f"Changed by judgements {', '.join(incident.judged)} (`dateline judge list`)"


def doubt_lines(incident: Incident, told: IncidentSources, mark: str, indent: str) -> Iterator[str]:
    """What speaks against a line, what is withheld for it, and the sentences that are meant."""
    for doubt in incident.doubts:
        quoted = doubt.value if doubt.value.isdecimal() else f"“{safe_text(doubt.value)}”"
        value = f"{quoted} is withheld" if doubt.value else ""
        about = " ".join(filter(None, (doubt.field, value)))
        yield f"{mark}{': '.join(filter(None, (about, safe_text(doubt.reason))))} ({doubt.test})"
        yield from claim_sentences(doubt.claims, told, f"{indent}? ")


def _grade_lines(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """The grade with its rule, and how far each finding can be believed."""
    if incident.grading and incident.doubts:
        yield from doubt_lines(incident, told, f"  {incident.grade.value}: ", "    ")
    elif incident.grading:
        yield f"  {incident.grade.value}: {safe_text(incident.grading.reason)}"
        own = [claim for claim in incident.grading.claims if claim in told.claims]
        yield from claim_sentences(own, told, "    + ")
    yield from _rated_outlets(incident, told)
    for name in ("when", "where", "origin", *TOLLS, "damage"):
        finding: Finding[object] | None = getattr(incident, name)
        if finding and finding.credibility:
            code = f"{finding.credibility.letter.value}{finding.credibility.digit}"
            known = f"{code} ({finding.credibility.reason})"
            yield f"  {name.replace('_', ' ')}: credibility {known}"


def _rated_outlets(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """The reports of outlets that people rated, by letter."""
    for telling in incident.tellings:
        if telling.reliability is not Reliability.F:
            outlet = f", {safe_text(telling.outlet)}" if telling.outlet else ""
            letter = telling.reliability.value
            name = told.report_name(telling.report)
            yield f"  {name}{outlet}: reliability {letter} ({MEANING[letter]})"


def contradiction_lines(
    found: Sequence[Contradiction], told: IncidentSources, indent: str
) -> Iterator[str]:
    """Accounts that cannot all be true, side by side with their sentences."""
    for one in found:
        kind, field = one.kind.value.replace("_", " "), one.field.replace("_", " ")
        about = kind if field in kind or one.kind.value == "part" else f"{kind}, {field}"
        yield f"{indent}{about} ({one.weight:.1f}): {safe_text(one.reason)}"
        for side in one.sides:
            yield f"{indent}  {safe_text(side.value)} — {safe_text(', '.join(side.voices))}"
            yield from claim_sentences(side.claims, told, f"{indent}    ")


def _link_lines(
    links: Sequence[Link], mentions: Mapping[str, Mention], told: IncidentSources
) -> Iterator[str]:
    """Each pair of mentions with what speaks for and against."""
    if not links:
        yield "  Only one passage reports it."
    for link in sorted(links, key=lambda link: -link.weight):
        left, right = (_place_lines(mentions.get(name), told) for name in (link.left, link.right))
        yield f"  {left} and {right}: {link.weight:+.1f}"
        for reason in link.reasons:
            yield f"    {reason.weight:+.1f}  {safe_text(reason.text)}"


def _place_lines(mention: Mention | None, told: IncidentSources) -> str:
    """A mention by the words that name it and its report."""
    if mention is None:
        return "a mention of a report that no longer counts"
    words = told.quoted_words(mention.report, mention.trigger)
    return safe_text(f"“{words}” in {told.report_name(mention.report)}")


def _creation_lines(
    incident: Incident, dates: Mapping[str, Creation], told: IncidentSources
) -> Iterator[str]:
    """The chain that dates each report."""
    for telling in incident.tellings:
        creation = dates.get(telling.report)
        if creation is None:
            continue
        yield f"  {told.report_name(telling.report)}: {days_text(creation.interval)}"
        yield from _reason_chain(creation.reasons, telling.report, told)
        # The chain most often ends with the days that are left: they are not told twice.
        told_open = any(reason.text.startswith("still open") for reason in creation.reasons)
        if creation.interval is None and creation.candidates and not told_open:
            yield f"    still open: {_some_of(creation.candidates)}"


def _some_of(candidates: Sequence[Interval]) -> str:
    """The first few days, and how many more."""
    more = len(candidates) - MOST_DAYS
    listed = ", ".join(days_text(candidate) for candidate in candidates[:MOST_DAYS])
    return f"{listed} and {more} more" if more > 0 else listed


def _event_lines(
    incident: Incident, mentions: Mapping[str, Mention], dates: Chronology, told: IncidentSources
) -> Iterator[str]:
    """The chain that dates the event, passage by passage."""
    events = dict(dates.events)
    for name in incident.cluster.mentions:
        event, mention = events.get(name), mentions.get(name)
        if event is None or mention is None:
            continue
        yield f"  {_place_lines(mention, told)}: {days_text(event.interval)}"
        yield from _reason_chain(event.reasons, mention.report, told)


def _reason_chain(reasons: Sequence[Evidence], report: str, told: IncidentSources) -> Iterator[str]:
    """Sentences of an explanation, with the words they rest on."""
    for reason in reasons:
        words = f" (“{told.quoted_words(report, reason.span)}”)" if reason.span else ""
        yield safe_text(f"    {reason.text}{words}")


def _toll_lines(incident: Incident, told: IncidentSources) -> list[str]:
    """All figures of an incident."""
    stated: list[tuple[str, Finding[Range] | None]] = [(n, getattr(incident, n)) for n in TOLLS]
    return [
        line
        for name, toll in stated
        if toll is not None
        for line in (
            *_toll_line(name.replace("_", " "), toll, told),
            *course_lines(incident.courses, name, "    "),
        )
    ]


def course_lines(courses: Sequence[TollTimeline], toll: str, indent: str) -> Iterator[str]:
    """How a toll went over time, where more than one figure was given."""
    for course in courses:
        if course.role.value == toll and len({step.figure for step in course.steps}) > 1:
            yield f"{indent}over time:"
            for step in course.steps:
                yield f"{indent}  {_step_line(step)}"


def _step_line(step: TollUpdate) -> str:
    """One figure of a course in a line."""
    reason = f" ({step.reason})" if step.reason else ""
    voices = safe_text(", ".join(step.voices))
    figure = f"{days_text(step.written)}: {amount_text(step.figure)}"
    return f"{figure}, {voices}: {step.kind.value}{safe_text(reason)}"


def _toll_line(name: str, toll: Finding[Range], told: IncidentSources) -> Iterator[str]:
    """A figure with its reason and its sentences, for and against."""
    yield f"  {name}: {figure_text(toll)}, {toll.standing.value}. {safe_text(toll.reason)}".rstrip()
    yield from claim_sentences(toll.supporting, told, "    + ")
    yield from claim_sentences(toll.opposing, told, "    - ")
