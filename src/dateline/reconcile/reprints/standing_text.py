"""Standing text: sentences that a site prints with one story after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from dateline.reconcile.reprints.words import RunningWords

FEWEST_STORIES: Final = 3  # of a site hold a sentence: it stands there whatever the story
FEWEST_ANYWHERE: Final = 6  # stories of any sites: a stock phrase
MOST_COMPARED: Final = 24  # holders of a sentence; enough to tell that they are several stories
# Of the telling words of two openings (Jaccard): versions of one story have more in common.
ONE_STORY: Final = 0.2
MOSTLY: Final = 0.7  # of a report stands in another: a version of it
FEWEST_WORDS: Final = 4  # of a sentence that can be standing text


@dataclass(frozen=True, slots=True)
class SentenceStatus:
    """Where a sentence is standing text: anywhere, or on these sites only."""

    anywhere: bool = False
    sites: frozenset[str] = frozenset()


class SiteText:
    """Which reports hold which sentences, site by site."""

    def __init__(self) -> None:
        self.holders: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.words: dict[str, RunningWords] = {}
        self.compared: dict[tuple[str, str], bool] = {}  # of ids, which are hashes of the text
        self.known: dict[str, SentenceStatus] = {}  # until a sentence gains or loses a holder

    def add(self, words: RunningWords) -> frozenset[str]:
        """Enter a report; gives the reports for which a sentence became standing text."""
        self.words[words.report] = words
        return self._change_holders(words, enter=True)

    def remove(self, words: RunningWords) -> frozenset[str]:
        """Take a report out; gives the reports for which a sentence is standing text no more."""
        changed = self._change_holders(words, enter=False)
        del self.words[words.report]
        return changed - {words.report}

    def _change_holders(self, words: RunningWords, *, enter: bool) -> frozenset[str]:
        """Enter or strike the sentences of a report."""
        changed: set[str] = set()
        for key in set(_sentence_keys(words)):
            holders = self.holders[key]
            if enter and len(holders) + 1 < FEWEST_STORIES:
                holders[words.report] = None
                continue
            before = self._status(key)
            self.known.pop(key, None)
            if enter:
                holders[words.report] = None
            else:
                del holders[words.report]
            if self._status(key) != before:
                changed |= holders.keys()
            if not holders:
                del self.holders[key]
        return frozenset(changed)

    def _status(self, key: str) -> SentenceStatus:
        """Where a sentence is standing text."""
        holders = self.holders.get(key, {})
        if len(holders) < FEWEST_STORIES:
            return SentenceStatus()
        if key not in self.known:
            by_site = defaultdict[str | None, list[str]](list)
            for holder in holders:
                by_site[self.words[holder].site].append(holder)
            self.known[key] = SentenceStatus(
                self._tell_stories(holders, FEWEST_ANYWHERE),
                frozenset(
                    site
                    for site, held in by_site.items()
                    if site is not None and self._tell_stories(held, FEWEST_STORIES)
                ),
            )
        return self.known[key]

    def standing(self, words: RunningWords) -> frozenset[int]:
        """The words of a report that are standing text, by their numbers."""
        return frozenset(
            at
            for n, ((first, last), key) in enumerate(zip(words.sentences, words.keys, strict=True))
            if n in words.stock or (last - first >= FEWEST_WORDS and self._stands(key, words.site))
            for at in range(first, last)
        )

    def _stands(self, key: str, site: str | None) -> bool:
        """Whether a sentence is standing text on a site."""
        status = self._status(key)
        return status.anywhere or site in status.sites

    def _tell_stories(self, holders: Collection[str], fewest: int) -> bool:
        """Whether some reports tell so many different stories."""
        if len(holders) < fewest:
            return False
        seen: list[str] = []
        for report in sorted(holders)[:MOST_COMPARED]:
            if not any(self._one_story(other, report) for other in seen):
                seen.append(report)
        return len(seen) >= fewest

    def _one_story(self, one: str, two: str) -> bool:
        """Do two reports tell one story, as far as their ids have not been compared before?"""
        if (one, two) not in self.compared:
            self.compared[one, two] = _one_story(self.words[one], self.words[two])
        return self.compared[one, two]


def _sentence_keys(words: RunningWords) -> list[str]:
    """The sentences of a report that can be standing text."""
    pairs = zip(words.sentences, words.keys, strict=True)
    return [key for (first, last), key in pairs if last - first >= FEWEST_WORDS]


def _one_story(one: RunningWords, two: RunningWords) -> bool:
    """Do two reports tell one story?

    Either most of one stands in the other, or they open with the same telling words, sentences
    that both have left out: a site may print the same lines before any story.
    """
    both = set(one.keys) & set(two.keys)
    if max(_standing_share(one, both), _standing_share(two, both)) >= MOSTLY:
        return True
    ours, theirs = one.lead(both), two.lead(both)
    return len(ours & theirs) >= ONE_STORY * max(1, len(ours | theirs))


def _standing_share(words: RunningWords, keys: set[str]) -> float:
    """How much of a report some sentences make up."""
    pairs = zip(words.sentences, words.keys, strict=True)
    return sum(last - first for (first, last), key in pairs if key in keys) / max(
        1, len(words.words)
    )
