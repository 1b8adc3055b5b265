"""The weights of every comparison, in one table that can be read without the code.

A weight is about the binary logarithm of how much likelier the answer is for one incident than
for two (Fellegi and Sunter's match weight). They were set by hand from how often two events of a
news week agree by chance, and checked on the development reports: no weight was fitted.
"""

from __future__ import annotations

from typing import Final

# A pair or two clusters become one incident from this mean weight on. A shared day and city
# alone (5.5) are enough, a shared city and kind alone (3.5) are not.
THRESHOLD: Final = 3.8

# In the mean of two clusters a report about the event counts this many times one that mentions it.
MAIN_MASS: Final = 4

NEVER: Final = -1e6  # a person called two mentions different; nothing outweighs that
# Such a pair never comes together of itself. In the mean of two clusters it outweighs what most
# other pairs say, and not all: the day or town of one report may be misread.
RULED_OUT: Final = -10.0
ABROAD: Final = -100.0  # two countries; a report seldom misreads that, and no story bridges it
FORCED: Final = 99.0  # a person called two mentions one incident

SAME_DAY: Final = 3.0
NEXT_DAY: Final = 1.0  # time zones, and attacks around midnight
OVERLAP_WEEK: Final = 2.0  # the wider of the two is up to a week
OVERLAP_MONTH: Final = 1.5
OVERLAP_WIDER: Final = 0.5
FEW_DAYS_APART: Final = -3.0
FAR_APART: Final = -6.0  # the days of one are known to a week or worse, or the story is one
LATER_NEWS: Final = -1.5  # the later report says no day, and may follow up the event
OTHER_TOWN: Final = -4.0  # towns that lie apart, in reports of one story

SAME_SITE: Final = 1.5
SAME_CITY: Final = 2.5
SHARED_CITY: Final = -1.0  # both name it, but for one of them another city is told more
SAME_PROVINCE: Final = 1.5
SAME_COUNTRY: Final = 0.5
NEAR_BY: Final = 1.0  # within `NEAR` kilometres: a village and the town it lies by
OTHER_SITE: Final = -1.5
OTHER_PROVINCE: Final = -4.0

SAME_KIND: Final = 1.0
LIKE_KIND: Final = 0.5
OTHER_ATTACK: Final = -1.0  # both are attacks: one report's bombing is another's armed attack
OTHER_KIND: Final = -5.0

SAME_TARGET_NAME: Final = 2.0
SAME_TARGET_KIND: Final = 0.7
OTHER_TARGET: Final = -3.0

SAME_TOLL: Final = 2.0  # the same figure of ten or more
SAME_SMALL_TOLL: Final = 0.7
LIKE_TOLL: Final = 0.5
OTHER_TOLL: Final = -2.0

SAME_WEAPON: Final = 0.5
OTHER_WEAPON: Final = -0.7
SAME_ACTOR: Final = 0.7

SAME_REPORT: Final = -6.0  # the report itself tells them apart
SAME_WORDS: Final = 3.0  # the telling sentences are copies
COMMON_ORIGIN: Final = 2.0  # the reports share sentences, and both are about the event
SHARED_NAMES: Final = 1.0  # for each rare name in both, up to two

SAME_PERSON: Final = 10.0  # both name one person, with an age or as the one identified
TWO_PERSONS: Final = 13.0  # two or more
SAME_NAMES: Final = 2.0  # a third of the names of the shorter report stand in both
SAME_STORY: Final = 3.5  # half of them, and at least four

# What the rare words that two tellings share weigh: their rarity in bits above that of a common
# word, less what reports of any two events share. The line follows the logarithm of how much
# likelier a sum is for two reports of one incident, by the Gun Violence Archive's incidents at even
# positions (1,011 pairs against 7,323 of different ones that were compared); the limits on towns
# are narrower than these would set, since attacks of one war are told in one vocabulary.
TELLING_FREE: Final = 7.0
TELLING_SLOPE: Final = 0.5
FEWEST_TELLING: Final = -2.0
MOST_TELLING: Final = 14.0
TELLING_ELSEWHERE: Final = 24.0  # bits from which words count although two towns are told
# Bits of the rarest words, counted above `RARE`, from which two reports are of one story, so that a
# day or a town may be misread: in one town, and where two towns are told.
RARE: Final = 7.0
RAREST_IN_TOWN: Final = 5.0
RAREST_ELSEWHERE: Final = 10.0
