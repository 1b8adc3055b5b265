"""What sort of copy two texts are, which of them came first, and whose words they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.reconcile.reprints.alignment import EqualRun, SharedStretch
from dateline.reconcile.reprints.words import FUNCTION_WORDS, RunningWords
from dateline.types import Copy, CopyKind, Document, Interval, Passage, Span

# Measured on made copies and on independent reports of one shooting, development articles:
# reports that only quote the same police statement share fewer words outside quotation marks.
FEWEST_WORDS: Final = 40  # shared outside quotation marks, whatever the length of the reports
FEWEST_SHORT: Final = 14  # where they are `MOSTLY` of the shorter report
MOSTLY: Final = 0.5
ALL: Final = 0.85  # of a text is in the other: all of it, a few edits aside
SAME_TITLE: Final = 0.8  # of the telling words of two headlines
LEAD_KEPT: Final = 0.4  # of the opening sentence's words are shared; below it, it is another one
PART: Final = 0.2  # of a merged report comes from each of its parts at least
REPORTED: Final = ("said", "told", "reported", "reports", "according", "quoted")


@dataclass(frozen=True, slots=True)
class CopySide:
    """One of two reports that are compared."""

    document: Document
    words: RunningWords
    standing: frozenset[int]  # words in sentences that its site prints with everything
    created: Interval | None

    @property
    def house(self) -> str | None:
        """The agency that it credits, else the owner of its outlet, where one is known."""
        source = self.document.source
        return self.document.agency or (source.owner if source else None)

    @property
    def own(self) -> int:
        """How many words are the report's own."""
        return max(1, len(self.words.words) - len(self.standing))


@dataclass(frozen=True, slots=True)
class SharedText:
    """What two reports share: passages with the words that count."""

    stretches: tuple[SharedStretch, ...]
    words: int
    unquoted: int
    left_share: float
    right_share: float

    @property
    def share(self) -> float:
        """How much of the report that is more of a copy stands in the other."""
        return max(self.left_share, self.right_share)


def shared_passages(
    left: CopySide, right: CopySide, stretches: tuple[SharedStretch, ...]
) -> SharedText | None:
    """Weigh shared passages; None where they make no copy.

    Standing text of a site does not count, and words that a speaker is quoted with count only
    beside others: two reporters at one press conference write down the same ones.
    """
    kept, total, plain = [], 0, 0
    for stretch in stretches:
        free = [pair for run in stretch.runs for pair in _sentence_pairs(run)]
        free = [(a, b) for a, b in free if a not in left.standing and b not in right.standing]
        spoken = sum(left.words.quoted[a] and right.words.quoted[b] for a, b in free)
        if 2 * len(free) >= stretch.word_count:
            kept.append(stretch)
            total += len(free)
            plain += len(free) - spoken
    found = SharedText(tuple(kept), total, plain, total / left.own, total / right.own)
    enough = plain >= FEWEST_WORDS or (plain >= FEWEST_SHORT and found.share >= MOSTLY)
    return found if enough else None


def _sentence_pairs(run: EqualRun) -> list[tuple[int, int]]:
    """The words of a run, by their numbers in both texts."""
    return [(run.at + n, run.there + n) for n in range(run.size)]


def copy_of(left: CopySide, right: CopySide, found: SharedText) -> Copy:
    """Describe a copy."""
    source, reason, firm = copy_direction(left, right, found)
    voice = _passage_voice(left, right, source)
    return Copy(
        left=left.document.report,
        right=right.document.report,
        kind=_copy_kind(left, right, found),
        passages=tuple(
            Passage(
                _passage_span(left.words, stretch.left),
                _passage_span(right.words, stretch.right),
                stretch.word_count,
                stretch.length - stretch.word_count,
                voice,
            )
            for stretch in found.stretches
        ),
        left_share=round(found.left_share, 3),
        right_share=round(found.right_share, 3),
        source=source,
        reason=reason,
        firm=firm,
    )


def _passage_span(words: RunningWords, part: tuple[int, int]) -> Span:
    """Where some words stand in the document's text."""
    return Span(words.spans[part[0]].start, words.spans[part[1] - 1].end)


def _passage_voice(left: CopySide, right: CopySide, source: str | None) -> str | None:
    """Whose the shared words are: an agency that is credited, else the house of the source."""
    agencies = {side.document.agency for side in (left, right)} - {None}
    if len(agencies) == 1:
        return agencies.pop()
    for side in (left, right):
        if side.document.report == source:
            return side.house
    return left.house if left.house == right.house else None


# ------------------------------------------------------------------ kind


def _copy_kind(left: CopySide, right: CopySide, found: SharedText) -> CopyKind:
    """The sort of a copy, from how much of each text is shared and what of it is not."""
    if _figures_differ(left.words, right.words, found):
        return CopyKind.LATER_VERSION
    low = min(found.left_share, found.right_share)
    if low >= ALL:
        return CopyKind.SAME if _same_title(left.words, right.words) else CopyKind.RETITLED
    if not (_opens_with(left.words, found, 0) or _opens_with(right.words, found, 1)):
        return CopyKind.REWRITTEN_LEAD if found.share >= MOSTLY else CopyKind.EXCERPT
    if found.share >= ALL:
        return CopyKind.TRIMMED
    if found.share < MOSTLY:
        return CopyKind.EXCERPT
    same_house = left.house is not None and left.house == right.house
    return CopyKind.LATER_VERSION if same_house else CopyKind.REWRITTEN_LEAD


def _same_title(left: RunningWords, right: RunningWords) -> bool:
    """Do two reports bear one headline, as far as they have any?"""
    one, two = (set(w.title) - FUNCTION_WORDS for w in (left, right))
    return not one or not two or len(one & two) >= SAME_TITLE * max(len(one), len(two))


def _opens_with(words: RunningWords, found: SharedText, side: int) -> bool:
    """Is the opening sentence of a text shared?"""
    if not words.sentences:
        return False
    first, last = words.sentences[0]
    kept = 0
    for stretch in found.stretches:
        for run in stretch.runs:
            at = (run.at, run.there)[side]
            kept += max(0, min(last, at + run.size) - max(first, at))
    return kept >= LEAD_KEPT * (last - first)


def changed_figures(
    left: RunningWords, right: RunningWords, found: SharedText
) -> list[tuple[int, int]]:
    """Figures that stand at one place of a passage and differ: (left, right)."""
    pairs = []
    for stretch in found.stretches:
        for one, two in zip(stretch.runs, stretch.runs[1:], strict=False):
            ours = _stated_figures(left.words[one.at + one.size : two.at])
            theirs = _stated_figures(right.words[one.there + one.size : two.there])
            if len(ours) == len(theirs) == 1 and ours != theirs:
                pairs.append((ours[0], theirs[0]))
    return pairs


def _figures_differ(left: RunningWords, right: RunningWords, found: SharedText) -> bool:
    """Was a figure changed between the two texts?"""
    return bool(changed_figures(left, right, found))


NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        """no one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
}


def _stated_figures(words: tuple[str, ...]) -> list[int]:
    """The figures among some words."""
    return [int(w) if w.isdecimal() else NUMBERS[w] for w in words if w.isdecimal() or w in NUMBERS]


# ------------------------------------------------------------------ direction


def copy_direction(
    left: CopySide, right: CopySide, found: SharedText
) -> tuple[str | None, str, bool]:
    """Tell which report the other goes back to, by the firmest sign there is.

    Returns:
        The id of the source, or None; the sentence that says why; whether the sign is printed.
    """
    for sign in (_credits_other, _written_earlier, _was_cut, _toll_rose):
        if (told := sign(left, right, found)) is not None:
            return *told, sign in (_credits_other, _written_earlier)
    return None, "neither is dated before the other, credits it, or is cut from it", False


def _credits_other(left: CopySide, right: CopySide, _: SharedText) -> tuple[str, str] | None:
    """The one that names the other, or the agency that published the other, is the copy."""
    votes = []
    for copier, source in ((left, right), (right, left)):
        name = source.document.source.name if source.document.source else None
        if name is None or (copier.document.source or source.document.source) is None:
            continue
        if copier.house != (copier.document.agency or "") and _names_outlet(copier.words, name):
            votes.append((source.document.report, f"the other names {name} as its source"))
        elif (
            copier.document.agency == name
            and copier.document.source
            and copier.document.source.name != name
        ):
            votes.append((source.document.report, f"the other credits {name}"))
    return votes[0] if len(votes) == 1 else None


def _names_outlet(words: RunningWords, outlet: str) -> bool:
    """Whether a text quotes an outlet by name: "told the Herald", "the Herald reported"."""
    name = tuple(w for w in outlet.lower().replace("'", " ").split() if w != "the")
    if name and name[0] not in words.words:
        return False
    size = len(name)
    return any(
        words.words[at : at + size] == name
        and set(words.words[max(0, at - 3) : at] + words.words[at + size : at + size + 2])
        & set(REPORTED)
        for at in range(len(words.words) - size + 1)
    )


def _written_earlier(left: CopySide, right: CopySide, _: SharedText) -> tuple[str, str] | None:
    """The one that was written earlier is the source."""
    if left.created is None or right.created is None:
        return None
    for early, late in ((left, right), (right, left)):
        first, then = early.created, late.created
        if first and then and first.last < then.first:
            return (
                early.document.report,
                f"it was written by {first.last}, the other from {then.first} on",
            )
    return None


def _was_cut(left: CopySide, right: CopySide, found: SharedText) -> tuple[str, str] | None:
    """A text that is the other's beginning, unchanged, was cut from it: editors cut at the end.

    Only between houses: within one, the longer text may as well be the later version.
    """
    if left.house is not None and left.house == right.house:
        return None
    if any(s.word_count < s.length for s in found.stretches):
        return None
    short, long = (left, right) if found.left_share >= found.right_share else (right, left)
    shares = sorted((found.left_share, found.right_share))
    whole = shares[1] >= ALL and shares[0] < ALL
    if whole and all(_opens_with(s.words, found, n) for n, s in enumerate((left, right))):
        return long.document.report, f"the other is it, cut to {len(short.words.words)} words"
    return None


def _toll_rose(left: CopySide, right: CopySide, found: SharedText) -> tuple[str, str] | None:
    """Where only figures changed, and all upwards, the lower ones were told first."""
    pairs = changed_figures(left.words, right.words, found)
    if pairs and all(a < b for a, b in pairs):
        return left.document.report, "figures rose in the other"
    if pairs and all(a > b for a, b in pairs):
        return right.document.report, "figures rose in the other"
    return None
