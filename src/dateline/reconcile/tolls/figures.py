"""What one report gives as a toll: a total, or the sum of groups that do not overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import inf
from typing import Final

from dateline.reconcile.evidence import SourcedClaim, latest_claims
from dateline.reconcile.voices import best_letter, tier_of
from dateline.types import (
    Bound,
    Count,
    End,
    FigureCue,
    Modality,
    PartyKind,
    Range,
    Role,
    Span,
    Toll,
    VictimGroup,
)

# ------------------------------------------------------------------ bounds

CountOf = Callable[[SourcedClaim], Count | None]


def bounded(settled: Range, giving: Mapping[End, Sequence[SourcedClaim]]) -> Range:
    """A range with the claims behind each of its numbers, each claim once.

    Args:
        settled: the numbers.
        giving: the claims that give each; those of a number that is None are passed over.
    """
    numbers = {End.LOW: settled.low, End.BEST: settled.best, End.HIGH: settled.high}
    bounds = tuple(
        Bound(end, tuple(dict.fromkeys(told.claim.id for told in giving.get(end, ()))))
        for end, number in numbers.items()
        if number is not None
    )
    return replace(settled, bounds=bounds)


def linked(settled: Range, told: Sequence[SourcedClaim], count_of: CountOf) -> Range:
    """A range with those of some claims that give its numbers."""
    numbers = {End.LOW: settled.low, End.BEST: settled.best, End.HIGH: settled.high}
    return bounded(settled, {end: saying(n, told, count_of) for end, n in numbers.items()})


def saying(
    number: int | None, told: Sequence[SourcedClaim], count_of: CountOf
) -> tuple[SourcedClaim, ...]:
    """The claims that say a number: outright, else as an end of what their words allow.

    A number that none of them says is worked out from all ("no more than were fired").
    """
    counts = [(t, count) for t in told if (count := count_of(t)) is not None]
    outright = tuple(t for t, count in counts if count.stated == number)
    ends = tuple(t for t, count in counts if number in (count.low, count.high))
    return outright or ends or tuple(told)


def upper_end(span: Range) -> float:
    """The highest number of a range, without end where it is open upwards."""
    return inf if span.high is None else span.high


# ------------------------------------------------------------------ figures

# Groups of one family may overlap ("civilians", "children"), those of two never do.
FAMILY: Final = {
    VictimGroup.SOLDIERS: "forces",
    VictimGroup.POLICE: "forces",
    VictimGroup.SECURITY_FORCES: "forces",
    VictimGroup.MILITANTS: "militants",
    VictimGroup.ATTACKERS: "attackers",
}
# Within one report a figure this many times larger or smaller, told by nobody by name, is that of
# some of the victims or of another event, and no rival.
FARTHEST: Final = 3
ONE_PERSON: Final = frozenset(
    {PartyKind.PERSON, PartyKind.OFFICIAL, PartyKind.CIVILIANS, PartyKind.UNKNOWN}
)
DOUBT: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED})
HEAD: Final = 1200  # characters of a report in which its news stands
LISTED: Final = 2  # "his wife and her daughter" are two of four, and not of twenty
NEWER: Final = frozenset({FigureCue.RISEN, FigureCue.NOW})
NEWS: Final = frozenset({FigureCue.RISEN, FigureCue.NEWS})


@dataclass(frozen=True, slots=True)
class Figure:
    """The toll that one report gives."""

    range: Range
    told: tuple[SourcedClaim, ...]  # what sets the best figure first
    reason: str
    floor: bool = False  # "at least": a higher figure is no contradiction
    corroborated: bool = False  # two speakers of the report give the same figure
    disputed: bool = False  # two speakers of the report differ
    groups: bool = False  # a sum; other victims may have gone untold
    newer: bool = False  # "rose to": told as the end of a course
    beside: tuple[SourcedClaim, ...] = ()  # its report's other figures, and the attackers taken out

    @property
    def giving_report(self) -> str:
        """The id of the report that gives it."""
        return self.told[0].report

    def less(self, count: int, attackers: Sequence[SourcedClaim]) -> Figure:
        """The figure without the attackers that it counts."""
        net = (self.range.best or 0) - count
        return replace(
            self,
            range=Range(min(net, self.range.low), net, self.range.high),
            beside=(*self.beside, *attackers),
            reason=f"{self.reason}, {count} of them attackers",
        )

    @property
    def partial(self) -> bool:
        """Does it count some among others only?"""
        return all(toll_of(t).part for t in self.told)

    @property
    def ceiling(self) -> bool:
        """Is it no more than a most: "up to four", "as many as 20"?"""
        counts = [toll_of(t).count for t in self.told]
        return all(c.stated is not None and c.low < c.stated == c.high for c in counts)

    @property
    def headline(self) -> bool:
        """Does only a headline give it?"""
        return all(t.title for t in self.told)

    @property
    def in_head(self) -> bool:
        """Is it told in the headline or the first sentences of its report?"""
        return any(t.title or t.claim.span.start < HEAD for t in self.told)

    def near(self, other: Figure) -> bool:
        """May the two be of one event at two times?"""
        return _near_figures(self.range.best or 0, other.range.best or 0)

    @property
    def is_main(self) -> bool:
        """Is the report about the event?"""
        return any(t.main for t in self.told)

    @property
    def is_counted(self) -> bool:
        """Is the report about the event, or does it tell the toll as news all the same?"""
        return self.is_main or any(not NEWS.isdisjoint(t.claim.cues) for t in self.told)

    @property
    def last_day(self) -> date | None:
        """The last day on which it can have been written."""
        return latest_claims(self.told)

    def follows(self, other: Figure) -> bool:
        """Was its report surely written after the other?"""
        ours = min((t.created.first for t in self.told if t.created), default=None)
        return ours is not None and other.last_day is not None and ours > other.last_day

    @property
    def tier(self) -> int:
        """How reliable who tells it is: 0 reliable, 1 it cannot be judged, 2 unreliable."""
        return tier_of(best_letter(t.letter for t in self.told))

    @property
    def doubtful(self) -> bool:
        """Is it hedged wherever it is told?"""
        return all(t.claim.modality in DOUBT for t in self.told)

    def overtakes(self, other: Figure) -> bool:
        """Is it the later word, by date, or above a minimum of unknown date?"""
        ours, theirs = self.range.best, other.range.best
        if ours is None or theirs is None or ours == theirs:
            return False
        undated = other.last_day is None and other.floor and not self.floor and ours > theirs
        return undated or self.follows(other) or self._revises(other)

    def _revises(self, other: Figure) -> bool:
        """Is it the same voice's, of a report that was hardly written before the other?"""
        ours, theirs = self.told[0].created, other.told[0].created
        if ours is None or theirs is None or ours == theirs or not self.voices & other.voices:
            return False
        return ours.first >= theirs.first and ours.last >= theirs.last

    def behind(self, number: int | None) -> tuple[SourcedClaim, ...]:
        """The claims that give a number, and all that it was worked out from where none says it."""
        return saying(number, (*self.told, *self.beside), _count)

    @property
    def voices(self) -> frozenset[str]:
        """Who gives it."""
        return frozenset(t.voice for t in self.told)

    def agrees(self, other: Figure) -> bool:
        """Is it the same figure, or a floor below it?"""
        ours, theirs = self.range.best, other.range.best
        if ours is None or theirs is None:
            low, high = max(self.range.low, other.range.low), _least(self.range, other.range)
            return high is None or low <= high
        return ours == theirs or (self.floor and ours < theirs) or (other.floor and theirs < ours)


def figure(told: Sequence[SourcedClaim], attackers: Sequence[SourcedClaim]) -> Figure | None:
    """Settle what one report gives.

    Args:
        told: its claims of one toll.
        attackers: its claims of dead attackers; where these are counted among a total of the
            same sentence they are taken out of the total, as recorders keep them apart.
    """
    further = [t for t in told if FigureCue.FURTHER in t.claim.cues and toll_of(t).count.stated]
    if further and not any(map(_is_summed, told)):
        settled = _settled([t for t in told if t not in further], attackers)
        if settled and settled.range.best:
            return _with_further(settled, further)
    return _settled(told, attackers)


def _settled(told: Sequence[SourcedClaim], attackers: Sequence[SourcedClaim]) -> Figure | None:
    """Settle what one report gives, none of it as further victims."""
    whole = [t for t in told if _is_total(t)]
    groups = [t for t in told if _is_group(t)]
    summed = _sum(groups)
    total = _pick([t for t in told if toll_of(t).count.stated and (_is_total(t) or _is_summed(t))])
    singly = _singly(told)
    if singly and (singly.range.low > max(_stated(total) if total else 0, _best(summed))):
        return singly
    if summed is not None and total is not None and is_older(total):
        return summed  # "51 soldiers died, up from an earlier toll of eight"
    if total is None:
        unclear = _without_figure(whole, groups)
        larger = summed and unclear and unclear.range.low > (summed.range.best or 0)
        return unclear if larger or not summed else summed
    settled = _without_attackers(_total(total, whole), told, attackers)
    if summed is None or not settled.floor:
        return settled
    return _floor_and_sum(settled, summed)


def _with_further(settled: Figure, further: Sequence[SourcedClaim]) -> Figure:
    """A total with those who come to it: "five others were hurt. Ten guards were also hurt"."""
    low, best, high = settled.range.low, settled.range.best or 0, settled.range.high
    more = max(map(_stated, further))
    told = tuple(t for t in further if _stated(t) == more)[:1]
    return replace(
        settled,
        range=Range(low + more, best + more, None if high is None else high + more),
        told=(*settled.told, *told),
        reason=f"{settled.reason}, and {more} further",
    )


def _is_summed(told: SourcedClaim) -> bool:
    """Does it sum up what its report tells in parts: "in total, 23 were hurt"?"""
    return FigureCue.SUMMED in told.claim.cues and not toll_of(told).part


def _singly(told: Sequence[SourcedClaim]) -> Figure | None:
    """Add up the victims whom a report tells one by one, with the words for each."""
    ones = tuple(t for t in told if FigureCue.SINGLE_VICTIM in t.claim.cues and t.main)
    if len(ones) < 2:  # noqa: PLR2004 - a sum has two parts
        return None
    best = len(ones)
    parts = " and ".join("1" for _ in ones)
    reason = f"{parts}, told one by one, make {best}"
    return Figure(Range(best, best, best), ones, reason, groups=True)


def _best(found: Figure | None) -> int:
    """The best figure, nought where there is none."""
    return (found.range.best or 0) if found else 0


def _floor_and_sum(total: Figure, summed: Figure) -> Figure:
    """Settle "at least two" with groups that sum to seven: the groups were counted later."""
    low, best = total.range.best or 0, summed.range.best or 0
    if best <= low:
        return total
    return replace(
        summed,
        range=Range(low, best, best),
        told=(*summed.told, *total.told),
        beside=total.beside,
        reason=f"{summed.reason}, above a stated minimum of {low}",
    )


def _total(total: SourcedClaim, whole: Sequence[SourcedClaim]) -> Figure:
    """The figure of a stated total, with the rivals that the report gives as its range."""
    best = _stated(total)
    agreeing = [t for t in whole if toll_of(t).count.stated == best]
    rivals = _rivals(whole, total, frozenset(t.voice for t in agreeing))
    stated = [best, *map(_stated, rivals)]
    return Figure(
        range=Range(min(stated), best, max(stated)),
        told=(total, *(t for t in agreeing if t is not total)),
        reason=f"{total.voice} gives {best}",
        floor=toll_of(total).count.high is None,
        corroborated=len({t.behind for t in agreeing}) > 1,
        disputed=any(_disputes(rival, total) for rival in rivals if not is_older(rival)),
        newer=any(is_newer(t) for t in agreeing),
        beside=tuple(rivals),
    )


def _rivals(
    whole: Sequence[SourcedClaim], total: SourcedClaim, settled: frozenset[str]
) -> list[SourcedClaim]:
    """The figures that stand beside the best one of a report: other times, other voices.

    A voice that gives the best figure too, or several others, counts parts or other events with
    these, unless it tells them as an older toll, as a minimum or in the headline.
    """
    best, risen = _stated(total), FigureCue.RISEN in total.claim.cues
    given: defaultdict[str, set[int]] = defaultdict(set)
    for told in whole:
        given[told.voice].add(_stated(told))
    return [
        t
        for t in whole
        if _is_rival(t, best)
        and (
            (t.voice not in settled and len(given[t.voice]) == 1)
            or (
                _near_figures(_stated(t), best)
                and (risen or t.title or is_older(t) or _is_floor(t))
            )
        )
    ]


def _is_rival(told: SourcedClaim, best: int) -> bool:
    """May a figure stand beside the best one of its report?

    One far below it is a rival only on the word of an office: a witness counts those he saw.
    """
    count, speaker = toll_of(told).count, told.claim.speaker
    if count.stated is None:  # "100 to 300", and not "several hundred"
        span = count.high is not None and speaker is not None
        span = span and FigureCue.DIGITS in told.claim.cues
        return span and not count.low <= best <= (count.high or 0)
    if not count.stated or count.stated == best:
        return False
    spoken = speaker is not None and (count.stated > best or speaker.kind not in ONE_PERSON)
    return _near_figures(count.stated, best) or spoken


def _is_floor(told: SourcedClaim) -> bool:
    """Does a claim give a minimum?"""
    return toll_of(told).count.high is None


def _near_figures(one: int, two: int) -> bool:
    """Is the larger no more than some times the smaller?"""
    return max(one, two) <= FARTHEST * min(one, two)


def _disputes(rival: SourcedClaim, total: SourcedClaim) -> bool:
    """Do two named speakers of one report give figures that do not fit together?"""
    spoken = rival.claim.speaker is not None and total.claim.speaker is not None
    floors = [t for t in (rival, total) if toll_of(t).count.high is None]
    fits = any(_stated(floor) <= min(_stated(rival), _stated(total)) for floor in floors)
    return spoken and rival.voice != total.voice and not fits


def _pick(totals: Sequence[SourcedClaim]) -> SourcedClaim | None:
    """The total to go by: not far from the headline's, older or doubtful; the most repeated.

    One that two figures of a sentence add up to is the whole of which they are parts.
    """
    often = Counter(map(_stated, totals))
    wholes = _wholes(totals)
    most = max((_stated(t) for t in totals if t.main and not is_list(t)), default=0)
    headline = next((_stated(t) for t in totals if t.title), None)

    def rank(
        told: SourcedClaim,
    ) -> tuple[bool, bool, bool, bool, bool, bool, bool, bool, int, bool, Span]:
        return (
            not told.main,
            not _is_summed(told),
            headline is not None and not _near_figures(_stated(told), headline),
            is_older(told),
            told.claim.modality in DOUBT,
            not is_newer(told),
            is_list(told) and _stated(told) < most <= LISTED * _stated(told),
            _stated(told) not in wholes,
            -often[_stated(told)],
            told.title,
            told.claim.span,
        )

    return min(totals, key=rank, default=None)


def _wholes(totals: Sequence[SourcedClaim]) -> frozenset[int]:
    """The figures that two others of one sentence add up to: "three by ambulance, two by car"."""
    main = [t for t in totals if t.main]
    return frozenset(
        _stated(one) + _stated(two)
        for one, two in combinations(main, 2)
        if one.claim.quote == two.claim.quote and one.claim.span != two.claim.span
    )


def _without_attackers(
    total: Figure, told: Sequence[SourcedClaim], attackers: Sequence[SourcedClaim]
) -> Figure:
    """Take out the attackers that a total counts.

    They are told as a part of it in its sentence, its sentence calls it a murder and suicide, or
    the report also gives the total without them.
    """
    quotes = {t.claim.quote for t in total.told}
    best = total.range.best or 0
    inside = [t for t in attackers if toll_of(t).part and t.claim.quote in quotes]
    if not inside:
        whole = [t for t in attackers if not toll_of(t).part and t.main]
        count = max((_stated(t) for t in whole), default=0)
        gross = any(FigureCue.MURDER_SUICIDE in t.claim.cues for t in total.told)
        gross = gross or _told_without(told, best - count) or _lists(told, quotes, best, count)
        inside = whole if gross and not _is_attacker_beside(total, whole) else []
    count = max((_stated(t) for t in inside), default=0)
    if not 0 < count < best:
        return total
    return total.less(count, inside)


def _is_attacker_beside(total: Figure, attackers: Sequence[SourcedClaim]) -> bool:
    """Does the sentence of a list of victims tell the attacker beside it, and not in it?

    "He killed six children, his daughter and himself" is seven victims.
    """
    return any(
        t.claim.quote == a.claim.quote
        and not t.claim.span.start <= a.claim.span.start < t.claim.span.end
        and FigureCue.JOINED in t.claim.cues
        for t in total.told
        for a in attackers
    )


def _told_without(told: Sequence[SourcedClaim], net: int) -> bool:
    """Does a report also give its toll without the attackers, as a total or as a sum of groups?"""
    if net <= 0:
        return False
    totals = [t for t in told if _is_total(t) and not is_list(t) and not is_older(t)]
    return any(_stated(t) == net for t in totals) or (
        _best(_sum([t for t in told if _is_group(t)])) == net
    )


def _lists(told: Sequence[SourcedClaim], quotes: set[Span], best: int, count: int) -> bool:
    """Do the parts of a total, told in its sentence, sum to it, one of them the attackers?

    "The man and his two daughters" are three dead, of whom the man is the attacker.
    """
    parts = [t for t in told if toll_of(t).part and t.claim.quote in quotes]
    men = [t for t in parts if FigureCue.KNOWN in t.claim.cues and _stated(t) == count]
    return bool(men) and len(parts) > 1 and sum(_stated(t) for t in parts) == best


def _sum(told_groups: Sequence[SourcedClaim]) -> Figure | None:
    """The sum of groups that are told apart: within a sentence all, across sentences by family."""
    groups = [t for t in told_groups if toll_of(t).count.stated]
    most: dict[str, tuple[int, tuple[SourcedClaim, ...]]] = {}
    for (_, family), members in _by_sentence(groups).items():
        total = sum(_stated(t) for t in members)
        if total > most.get(family, (0, ()))[0]:
            most[family] = (total, tuple(members))
    if not most:
        return None
    best = sum(total for total, _ in most.values())
    told = tuple(t for _, members in most.values() for t in members)
    parts = " and ".join(str(_stated(t)) for t in told)
    reason = f"{told[0].voice} gives {best}" if len(told) == 1 else f"{parts} make {best}"
    floor = any(toll_of(t).count.high is None for t in told)
    return Figure(Range(best, best, best), told, reason, floor, groups=True)


def _by_sentence(groups: Sequence[SourcedClaim]) -> dict[tuple[Span, str], list[SourcedClaim]]:
    """Groups by sentence and family; one told twice in a sentence counts once."""
    found: defaultdict[tuple[Span, str], list[SourcedClaim]] = defaultdict(list)
    main = [t for t in groups if t.main] or list(groups)
    for told in main:
        toll = toll_of(told)
        lost = told.claim.role is Role.ATTACKERS_KILLED  # "the boy" too, where he is the attacker
        place = (told.claim.quote, "attackers" if lost else FAMILY.get(toll.group, "civilians"))
        known = [toll_of(t) for t in found[place]]
        same = any(
            (k.group, k.detail, k.count) == (toll.group, toll.detail, toll.count) for k in known
        )
        if not same and not _same_attacker(told, known):
            found[place].append(told)
    return found


def _same_attacker(told: SourcedClaim, known: Sequence[Toll]) -> bool:
    """Is a single attacker the one whom his sentence tells before, by name or as "the suspect"?"""
    single = told.claim.role is Role.ATTACKERS_KILLED and _stated(told) == 1
    return single and bool(known) and FigureCue.ANOTHER not in told.claim.cues


def _without_figure(whole: Sequence[SourcedClaim], groups: Sequence[SourcedClaim]) -> Figure | None:
    """Settle "no casualties", or words like "dozens"."""
    nobody = [t for t in whole if toll_of(t).count.stated == 0]
    unclear = [t for t in (*whole, *groups) if toll_of(t).count.stated is None]
    if unclear:
        lows = [toll_of(t).count.low for t in unclear]
        highs = [toll_of(t).count.high for t in unclear]
        high = None if None in highs else max(h for h in highs if h is not None)
        words = f"{unclear[0].voice} names no exact figure"
        return Figure(Range(max(lows), None, high), tuple(unclear), words, floor=high is None)
    if nobody:
        return Figure(Range(0, 0, 0), tuple(nobody), f"{nobody[0].voice} reports none")
    return None


def is_older(told: SourcedClaim) -> bool:
    """Whether a figure is told as one that no longer holds."""
    return FigureCue.EARLIER in told.claim.cues


def is_newer(told: SourcedClaim) -> bool:
    """Whether a figure is told as the latest: "rose to", "so far"."""
    return not NEWER.isdisjoint(told.claim.cues)


def is_list(told: SourcedClaim) -> bool:
    """Whether a claim lists single victims, and so perhaps not all: "his wife and her daughter"."""
    return FigureCue.LISTED in told.claim.cues


def is_whole(told: SourcedClaim) -> bool:
    """Does it count people who are no part of others?"""
    return not toll_of(told).part


def _is_total(told: SourcedClaim) -> bool:
    """Does it count all the people?"""
    toll = toll_of(told)
    return toll.group is VictimGroup.PEOPLE and not toll.part


def _is_group(told: SourcedClaim) -> bool:
    """Does it count some group, beside others?"""
    toll = toll_of(told)
    apart = not toll.part or toll.group is VictimGroup.ATTACKERS  # these have a toll of their own
    return toll.group is not VictimGroup.PEOPLE and apart and toll.count.stated != 0


def toll_of(told: SourcedClaim) -> Toll:
    """The toll that a claim gives."""
    if not isinstance(told.claim.value, Toll):
        raise TypeError(f"expected a toll, came {type(told.claim.value).__name__}")
    return told.claim.value


def _count(told: SourcedClaim) -> Count | None:
    """How many a claim gives."""
    return told.claim.value.count if isinstance(told.claim.value, Toll) else None


def _stated(told: SourcedClaim) -> int:
    """The figure that the words name, or the least that they mean."""
    count = toll_of(told).count
    return count.low if count.stated is None else count.stated


def _least(one: Range, two: Range) -> int | None:
    """The lower of two upper ends, None if both are open."""
    return min((h for h in (one.high, two.high) if h is not None), default=None)
