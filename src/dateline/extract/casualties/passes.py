"""What the tolls of a report make of one another: which are one, parts, sums, or of other news."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from dateline.extract.casualties.quantities import (
    DEAD,
    NO_EVENT,
    CasualtyMention,
    CasualtyReport,
    side_of,
)
from dateline.extract.casualties.victim_passes import distinct_people, identify_victim, is_set_apart
from dateline.extract.events import Share, event_for, place_shares
from dateline.syntax.scope import is_answered, is_charged_with, is_time_of
from dateline.syntax.tree import Tree, is_plural, is_titled, within
from dateline.types import (
    BlockKind,
    Count,
    Document,
    Kind,
    Prominence,
    Role,
    Scope,
    Sentence,
    Span,
    Token,
    VictimGroup,
)
from dateline.vocabulary import word_list, word_pattern

# ------------------------------------------------------------------ tolls beside one another

MORE: Final = word_list("grammar.more")
LEAD: Final = 4  # body sentences in which a toll of the event is told before others
TOLD_BEFORE: Final = "casualty.mark_told_before"
FURTHER: Final = word_list("grammar.further") | {"also"}
LATER: Final = word_list("grammar.ordinal_pronouns") - {"first"}
DEFINITE: Final = word_list("grammar.definite")
HARM: Final = word_list("harm.any")
ARTICLES: Final = word_list("grammar.indefinite")
VAGUE: Final = word_list("victims.vague")
BODIES: Final = word_list("harm.casualties.corpses")
NEXT: Final = 1  # tokens between two sentences that follow one another
STRETCH: Final = 64  # characters; only mentions that share such a stretch can share words

Told = Sequence[CasualtyMention]


def keep_distinct(_: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """One mention for the same role and words, in the order of the text.

    A part read as such, and an attacker's own death, win over the same words alone.
    """
    kept: list[CasualtyMention] = []
    near: defaultdict[int, list[CasualtyMention]] = defaultdict(list)
    for one in sorted(told, key=lambda r: (not r.counted.toll.part, not r.own, r.hit)):
        stretches = _stretches(one)
        if not any(_is_same(one, other) for at in stretches for other in near[at]):
            kept.append(one)
            for at in stretches:
                near[at].append(one)
    yield from sorted(kept, key=lambda r: (r.counted.span, r.role))


def _stretches(one: CasualtyMention) -> set[int]:
    """The stretches of the text in which a mention's words stand, by number."""
    head, span = one.counted.head.span, one.counted.span
    return {head.start // STRETCH, *range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)}


def _is_same(one: CasualtyMention, other: CasualtyMention) -> bool:
    """Whether two mentions rest on the same words; dead attackers count as killed here."""
    a, b = one.counted.span, other.counted.span
    overlap = a.start < b.end and b.start < a.end
    if one.whole is not other.whole and not (one.hit and not other.hit):
        overlap = one.counted.head == other.counted.head  # a whole may span its parts
    alike = one.role is other.role or {one.role, other.role} == DEAD
    return overlap and (alike or one.hit)


def mark_more(_: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, "two more" being parts of the toll that they bring to 14."""
    most: defaultdict[tuple[int, Role], int] = defaultdict(int)
    for one in told:
        key = (one.sentence.first, one.role)
        most[key] = max(most[key], one.low)
    for one in told:
        words = [t.lower for t in one.counted.before]
        more = any(w in MORE and after != "than" for w, after in pairwise((*words, "")))
        yield one.as_part() if more and one.low < most[one.sentence.first, one.role] else one


def attach_events(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, each with its event; a total over many goes to an aggregate or to none."""
    sentences = report.annotations.sentences
    for one in told:
        if one.event != NO_EVENT:
            yield one  # of one of the towns of its sentence
            continue
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(report.tree, sentences, report.events, one.word, scope)
        if event is not None:
            yield replace(one, event=event)


def share_among_places(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, each share of a sentence's people with the event of its place.

    "Killing three in Gao and four in Kano" has no toll of seven for either.
    """
    for _, same in groupby(told, key=lambda one: one.sentence.first):
        here = list(same)
        sentence = here[0].sentence
        shares = place_shares(report.document, report.annotations, report.tree, sentence)
        own = [(one, [share for share in shares if _overlap(one, share)]) for one in here]
        outside = [one for one, shared in own if not shared]
        summed = [one for one in outside if one.low == _gapped_sum(shares)]
        first: Told = ()
        shared_out: list[CasualtyMention] = []
        for share in shares:
            mine = [one for one, shared in own if shared == [share]]
            first = first or mine
            gapped = _gapped(report, share, mine, first or summed)
            told_here = (replace(one, aggregate=one.aggregate and not summed) for one in mine)
            shared_out += _at_share(report, share, [*told_here, *gapped])
        yield from (one for one in outside if not _sums_up(one, shared_out))
        yield from shared_out


def _gapped_sum(shares: Sequence[Share]) -> int:
    """How many people the shares of a sentence count by numbers alone.

    Of "two posts, one in Gao and one in Kidal" they count no people, and sum up to no toll.
    """
    counts = (share.gapped.value for share in shares if share.gapped)
    return sum(count.low for count in counts if isinstance(count, Count))


def _sums_up(one: CasualtyMention, shares: Told) -> bool:
    """Whether a toll counts all of those that its sentence goes on to tell town by town."""
    parts = [part.low for part in shares if part.role is one.role and part.whole]
    return len(parts) > 1 and one.whole and one.low == sum(parts)


def _overlap(one: CasualtyMention, share: Share) -> bool:
    """Whether some words of a mention stand in a share."""
    span = one.counted.span
    return span.start < share.words.end and share.words.start < span.end


def _gapped(
    report: CasualtyReport, share: Share, mine: Told, first: Told
) -> Iterator[CasualtyMention]:
    """Those of a share whose verb stands before it: "six were killed in Gao, two in Kano"."""
    largest = max(first, key=lambda one: one.low, default=None)
    if largest is None or share.gapped is None:
        return
    span, count = share.gapped.span, share.gapped.value
    told = (one.counted.span for one in mine)
    known = any(own.start < span.end and span.start < own.end for own in told)
    if isinstance(count, Count) and not known:
        head = within(report.tree.tokens, span)[-1]
        toll = replace(largest.counted.toll, count=count)
        counted = replace(largest.counted, toll=toll, span=span, head=head, before=())
        yield replace(largest, counted=counted, aggregate=False)


def _at_share(report: CasualtyReport, share: Share, told: Told) -> Iterator[CasualtyMention]:
    """The mentions of a share, with the event of its place, and whole if none counts more."""
    head = share.site.head.span
    event = next((n for n, e in enumerate(report.events) if head in e.triggers), NO_EVENT)
    most: defaultdict[Role, int] = defaultdict(int)
    for one in told:
        most[one.role] = max(most[one.role], one.low)
    for one in told:
        counted = one.counted.with_toll(part=one.low < most[one.role])
        yield replace(one, event=NO_EVENT if one.aggregate else event, counted=counted)


def mark_singled_out(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, with single people marked as parts of a larger toll that is told.

    A report that tells of 85 dead and of three of them by name has no rival toll of one. Somebody
    not yet known ("a mother of two") is among a toll that the title or lead tells, and so are
    those of a step of the story below the lead: "he shot two others as he ran".
    """
    body = [s for s in report.annotations.sentences if s.block is BlockKind.BODY]
    lead = body[min(LEAD, len(body)) - 1].last if body else 0
    larger: dict[tuple[int, Role], int] = {}
    sides: dict[tuple[int, Role], VictimGroup | None] = {}
    most: defaultdict[tuple[int, Role], int] = defaultdict(int)
    for one in told:
        key = (one.event, one.role)
        if one.whole and one.low > 1 and not one.further:
            larger.setdefault(key, one.sentence.first)
            sides.setdefault(key, side_of(one.counted.toll.group))
        if one.whole and one.sentence.first < lead:
            most[key] = max(most[key], one.low)
    for one in told:
        first = larger.get((one.event, one.role))
        unknown = first is not None and first < lead and _is_somebody(one)
        among = first is not None and one.counted.single and (_is_known(one) or unknown)
        other = {side_of(one.counted.toll.group), sides.get((one.event, one.role))} - {None}
        among = among and len(other) <= 1  # a soldier is none of the rebels
        active = bool(report.tree.kids[one.word.i].nsubj) and one.counted.head.dep == "dobj"
        late = one.sentence.first >= lead and one.low < most[one.event, one.role]
        step = late and active and one.role is Role.WOUNDED
        yield one.as_part() if among or step else one


def mark_told_before(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, with those marked as parts whom a toll before them counts already.

    "The slain rebel" and "the body of John Doe" are among the dead of whom the event tells.
    """
    most = _most_before(told)
    for at, one in enumerate(told):
        again = 0 < one.low <= most[at] and _is_taken_up(report, one)
        yield one.as_part() if again else one


def _most_before(told: Told) -> dict[int, int]:
    """For each mention, by its place, the largest whole toll that sentences before it tell alike.

    Words that start together are not before one another.
    """
    most: dict[int, int] = {}
    seen: defaultdict[tuple[int, Role], _Largest] = defaultdict(_Largest)
    order = sorted(range(len(told)), key=lambda at: told[at].counted.span)
    for _, same in groupby(order, key=lambda at: told[at].counted.span):
        together = [(at, told[at]) for at in same]
        for at, one in together:
            most[at] = seen[one.event, one.role].beside(one.sentence)
        for _, one in together:
            if one.whole:
                seen[one.event, one.role].add(one)
    return most


class _Largest:
    """The largest toll of some mentions, and the largest that another sentence tells."""

    def __init__(self) -> None:
        self.best, self.sentence = 0, -1
        self.other = 0

    def add(self, one: CasualtyMention) -> None:
        """Take a mention in."""
        if one.sentence.first == self.sentence:
            self.best = max(self.best, one.low)
        elif one.low > self.best:
            self.other, self.best, self.sentence = self.best, one.low, one.sentence.first
        else:
            self.other = max(self.other, one.low)

    def beside(self, sentence: Sentence) -> int:
        """The largest toll that another sentence tells; 0 if there is none."""
        return self.other if sentence.first == self.sentence else self.best


def _is_taken_up(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether words take up people whose harm is told: "the slain rebel", "the body of"."""
    verb = report.tree.tokens[one.word.head]
    beside = [
        t
        for word in (one.word, verb)
        for t in report.tree.children[word.i]
        if t.dep in {"advmod", "amod"}
    ]
    if any(t.lower in FURTHER for t in (*one.counted.before, one.counted.head, *beside)):
        return False
    first = one.counted.before[:1]
    known = any(t.lower in DEFINITE for t in first)
    slain = any(t.lower in HARM for t in report.tree.kids[one.counted.head.i].amod)
    return (known and slain) or one.word.lemma.lower() in BODIES


def mark_further(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, with those marked that come to others told in a sentence before.

    "Four guards were wounded. Ten villagers were also wounded": people of the same group may be
    the same people, but where the second of two bombs killed them.
    """
    for at, one in enumerate(told):
        also = one.whole and _is_also(report, one) and _is_of_others(one, told[:at])
        further = also or (one.whole and _is_of_next_deed(report, one, told[:at]))
        yield replace(one, further=True) if further else one


def _is_of_next_deed(report: CasualtyReport, one: CasualtyMention, told: Told) -> bool:
    """Whether "the second" did it, and single deeds all harm of which other sentences tell."""
    tree = report.tree
    if not any(noun.lower in LATER for noun in tree.kids[one.word.i].nsubj):
        return False
    before = [tree.kids[other.word.i].nsubj for other in _alike_elsewhere(one, told)]
    return bool(before) and all(doers and not any(map(is_plural, doers)) for doers in before)


def _is_of_others(one: CasualtyMention, told: Told) -> bool:
    """Whether other sentences tell of such harm, and all of people of another group and number."""
    before = [other.counted.toll for other in _alike_elsewhere(one, told)]
    toll = one.counted.toll
    new = all((t.group, t.detail) != (toll.group, toll.detail) for t in before)
    return bool(before) and new and all(t.count.low != one.low for t in before)


def _alike_elsewhere(one: CasualtyMention, told: Told) -> Iterator[CasualtyMention]:
    """The whole tolls of the same harm of an event that other sentences tell."""
    for other in told:
        alike = (other.event, other.role) == (one.event, one.role)
        if alike and other.sentence != one.sentence and other.whole:
            yield other


def _is_also(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether a harm is told with "also", of people not known: "ten guards were also hurt"."""
    counted = one.counted.head.pos == "NUM"  # "two of her brothers"
    known = not counted and any(t.lower in DEFINITE for t in one.counted.before[:1])
    return not known and any(t.lower == "also" for t in report.tree.kids[one.word.i].advmod)


def drop_retold(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, without people abducted of whom another event of the report tells the same.

    "Gunmen shot dead a teacher. They had abducted him and killed him" is one death.
    """
    for one in told:
        event = report.events[one.event]
        recalled = event.kind is Kind.ABDUCTION and event.prominence is Prominence.BACKGROUND
        if not (recalled and _is_retold(one, told)):
            yield one


def _is_retold(one: CasualtyMention, told: Told) -> bool:
    """Whether another event tells of as many, or of somebody known among its own."""
    others = (o for o in told if o.event != one.event and o.role is one.role and o.whole)
    most = max((other.low for other in others), default=0)
    return one.low <= most and (_is_known(one) or 1 < one.low == most)


def _is_somebody(one: CasualtyMention) -> bool:
    """Whether it is a person told by a noun without a number: "a mother", and not "one person"."""
    words = (*one.counted.before, one.counted.head)
    numbered = words[0].pos == "NUM" or words[0].lower == "one"
    return not (numbered or is_set_apart(words))


def _is_known(one: CasualtyMention) -> bool:
    """Whether it is a person by name, by a pronoun, or with "the", "his" or "her" before."""
    first = one.counted.before[:1]
    known = any(word.tag in {"PRP$", "DT"} and word.lower not in {"a", "an"} for word in first)
    return known or one.counted.head.pos in {"PRON", "PROPN"}


def mark_alone(report: CasualtyReport, told: Told) -> Iterator[CasualtyMention]:
    """The mentions, with single victims told one by one marked, where no total is told.

    They stand in one sentence or in sentences that follow one another, for what is told farther
    off is mostly another event; and no headline tells of one victim alone.
    """
    groups: defaultdict[tuple[int, Role], list[CasualtyMention]] = defaultdict(list)
    for one in told:
        groups[one.event, one.role].append(one)
    alone = {key: _in_row(report, own) for key, own in groups.items() if not _has_total(own)}
    marked = {id(one) for row in alone.values() for one in row}
    for one in told:
        yield replace(one, alone=True) if id(one) in marked else one


def _is_told_twice(one: CasualtyMention) -> bool:
    """Whether it is another word for somebody told: an apposition, or "the slain rebel"."""
    return one.counted.head.dep == "appos" or TOLD_BEFORE in one.passes


def _has_total(told: Told) -> bool:
    """Whether some mentions tell of several people, or a headline of one."""
    return any(r.whole and (is_titled(r.sentence) or not r.counted.single) for r in told)


def _brings_in_another(before: Told, one: CasualtyMention) -> bool:
    """Whether a sentence brings somebody in beside another: "a rider was shot, and a cook died"."""
    beside = [other for other in before if other.sentence == one.sentence]
    nouns = {other.counted.head.lemma.lower() for other in beside}
    return (
        bool(beside)
        and one.counted.head.lemma.lower() not in nouns
        and all(_is_brought_in(other) for other in (*beside, one))
    )


def _is_brought_in(one: CasualtyMention) -> bool:
    """Whether somebody is told with "a" and a noun of what he is, and so as not yet known."""
    first = [t.lower for t in one.counted.before][:1]
    known = one.counted.head.lemma.lower() in VAGUE
    return bool(ARTICLES.intersection(first)) and not known


def _in_row(report: CasualtyReport, told: Told) -> Told:
    """The first mentions of surely different people that follow close upon one another."""
    single = [one for one in told if one.counted.single and not _is_told_twice(one)]
    persons = [identify_victim(report.tree, one) for one in single]
    persons = [
        replace(p, apart=p.apart or _brings_in_another(single[:i], single[i]))
        for i, p in enumerate(persons)
    ]
    kept = distinct_people(persons)
    row = [single[i] for i in kept[:1]]
    for i in kept[1:]:
        if row[-1].sentence.last >= single[i].sentence.first - NEXT:
            row.append(single[i])
    return row if len(row) > 1 else ()


# ------------------------------------------------------------------ sums of several events

LEAST_PARTS: Final = 2  # events that a sum is of


def drop_sums(report: CasualtyReport, told: Sequence[CasualtyMention]) -> Iterator[CasualtyMention]:
    """The mentions, without a toll that just sums up what is told of several events after it.

    "Six were killed in the two towns. Four died in the first" and two in the second: the six are
    the toll of neither.
    """
    last = _last_told(report, told)
    for one in told:
        parts = _parts_of(report, one, last[one.role]) if one.whole else {}
        summed = len(parts) >= LEAST_PARTS and sum(parts.values()) == one.low
        event = report.events[one.event]
        if not (summed and (one.event in parts or not event.is_told_in(one.sentence.span))):
            yield one


def _last_told(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Mapping[Role, Mapping[tuple[int, int], int]]:
    """For each role, the whole tolls of single events, small ones first, and where told last.

    A toll is given by its figure and its event's number, its place by the sentence's first token.
    """
    last: defaultdict[Role, dict[tuple[int, int], int]] = defaultdict(dict)
    for one in sorted(told, key=lambda one: one.low):
        if one.whole and report.events[one.event].scope is Scope.SINGLE:
            key, own = (one.low, one.event), last[one.role]
            own[key] = max(own.get(key, 0), one.sentence.first)
    return last


def _parts_of(
    report: CasualtyReport, one: CasualtyMention, last: Mapping[tuple[int, int], int]
) -> dict[int, int]:
    """The tolls of the events of which those below a toll tell as it does, by their number.

    None where they are more than the toll.
    """
    found: dict[int, int] = {}
    total = 0
    for (low, event), at in last.items():
        if low >= one.low:
            break
        if at > one.sentence.first:
            total += low - found.get(event, 0)
            found[event] = low
        if total > one.low:
            return {}
    news = all(report.events[n].prominence is Prominence.MAIN for n in found)
    return found if one.event in found or news else {}


# ------------------------------------------------------------------ other news

HARM_ROLES: Final = frozenset({Role.KILLED, Role.WOUNDED, Role.ATTACKERS_KILLED})
COUNTED: Final = HARM_ROLES | {Role.ABDUCTED, Role.ARRESTED}
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
EARLIER: Final = word_pattern("time.before_news")
ACCUSING: Final = word_list("perpetrators.accusing")
PROTEST: Final = word_list("perpetrators.protesting")
ACCIDENT: Final = word_pattern("harm.natural.causes")
HEADING: Final = 6  # words of a heading
RUNNING: Final = re.compile(r"\d{1,2}:\d\d \S")  # a video's length before its title
FIRST_VIDEO: Final = re.compile(r"\d{1,2}:\d\d \S[^\n]* Pause")


def drop_videos(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without what the titles of a page's videos tell, which is other news."""
    videos = _videos(report.document)
    for one in told:
        start = one.sentence.span.start
        if not any(video.start <= start < video.end for video in videos):
            yield one


def _videos(document: Document) -> list[Span]:
    """The lines of a page's list of videos, of which the first has a button to pause it."""
    found: list[Span] = []
    running = False
    for block in document.blocks:
        line = document.text[block.span.start : block.span.end]
        running = bool((RUNNING if running else FIRST_VIDEO).match(line))
        if running:
            found.append(block.span)
    return found


def drop_background(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without those that their own clause dates months or years before the news.

    Only where the lead tells of the news with a toll of its own, and only what is told below the
    lead, or below the first such toll: the report of a trial gives the date of the very deed that
    it is about. What the news answers ("in retaliation for a shooting that killed one") is
    earlier too.
    """
    body = [s for s in report.annotations.sentences if s.block is BlockKind.BODY]
    below = body[LEAD].first if len(body) > LEAD else len(report.tree.tokens)
    earlier = [one.role in COUNTED and _is_earlier(report, one) for one in told]
    led = {one.event for one in told if one.role in HARM_ROLES and one.sentence.first < below}
    news: dict[tuple[int, Role], int] = {}
    for one, old in zip(told, earlier, strict=True):
        if one.whole and not old:
            news.setdefault((one.event, one.role), one.sentence.last)
    for one, old in zip(told, earlier, strict=True):
        main = report.events[one.event].prominence is Prominence.MAIN
        late = one.sentence.first >= below and one.event in led and one.role in HARM_ROLES
        again = one.sentence.first >= news.get((one.event, one.role), len(report.tree.tokens))
        answered = one.role in HARM_ROLES and one.event in led and _is_answered(report.tree, one)
        charged = late and _is_held_against(report, one)
        if not (main and (answered or charged or (old and (late or again)))):
            yield one


def drop_accidents(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without those below a heading that names an accident: "MOTOR COLLISION"."""
    for one in told:
        before = report.document.text[: one.sentence.span.start].rstrip().splitlines()
        heading = next((line for line in reversed(before) if _is_heading(line)), "")
        if not ACCIDENT.search(heading):
            yield one


def _is_heading(line: str) -> bool:
    """Whether a line is a heading in capitals."""
    return line.isupper() and 1 < len(line.split()) <= HEADING and line.rstrip()[-1].isalpha()


def drop_charges(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without the harm that somebody who is caught or gives up is wanted for.

    A man's earlier deeds give the news of his arrest no toll.
    """
    caught = any(
        e.recalled or (e.kind is Kind.ARREST and e.prominence is Prominence.MAIN)
        for e in report.events
    )
    for one in told:
        if not (caught and is_charged_with(report.tree, one.word)):
            yield one


def _is_held_against(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether a late sentence holds other dead against somebody: "accused of killing hundreds"."""
    accused = any(t.lemma in ACCUSING for t in report.tree.above[one.word.i])
    return accused and not report.events[one.event].is_told_in(one.sentence.span)


def _is_answered(tree: Tree, one: CasualtyMention) -> bool:
    """Whether the news answers the deed: "in retaliation for" it, "to protest the killing"."""
    if one.word.pos == "NOUN" and any(t.lemma.lower() in PROTEST for t in tree.above[one.word.i]):
        return True
    return is_answered(tree, one.word)


def _is_earlier(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether a time long before the news, and not the event's own, stands in a toll's clause."""
    written = report.annotations.created.interval
    year = written.first.year if written else 0
    text, sentence = report.document.text, one.sentence.span
    found = [*EARLIER.finditer(text, sentence.start, sentence.end)]
    for match in YEAR.finditer(text, sentence.start, sentence.end):
        found += [match] if int(match.group()) < year else []
    known = _other_words(report, one) if found else ""
    harms = (one.word, *_deed(report.tree, one.word))
    spans = [Span(*match.span()) for match in found if match.group().lower() not in known]
    return any(
        is_time_of(report.tree, one.sentence, harm, span) for span in spans for harm in harms
    )


def _other_words(report: CasualtyReport, one: CasualtyMention) -> str:
    """The other sentences of a toll's event in lower case: the times in them are its own."""
    event = report.events[one.event]
    spans = [s.span for s in report.annotations.sentences if s != one.sentence]
    own = [span for span in spans if event.is_told_in(span)]
    return " ".join(report.document.text[s.start : s.end].lower() for s in own)


def _deed(tree: Tree, word: Token) -> list[Token]:
    """The noun that a toll's clause hangs on: "a shooting last month that left two dead"."""
    for verb in (word, *tree.above[word.i]):
        if verb.dep == "relcl":
            return [tree.tokens[verb.head]]
        if verb.dep in {"ccomp", "advcl"}:
            break
    return []
