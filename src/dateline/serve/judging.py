"""What people decide over HTTP: recorded for the API and the pages by the same functions.

One decision at a time is recorded and followed by the incidents. Between what a person saw and
what they decide on nothing may have changed unseen: a form carries the tags of the incidents that
it showed, and a decision on an incident that has another form by now is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar

from dateline.errors import ConflictError, InputError
from dateline.record import Ledger, LedgerBasis, Verdict
from dateline.serve.accounts import Account
from dateline.serve.view import LedgerView
from dateline.types import Incident, Judgement, JudgementKind

T = TypeVar("T")

MOST: Final = 50  # incidents in one decision
# How many incidents each kind of decision is on.
NUMBERS: Final = {
    JudgementKind.SAME: (2, MOST),
    JudgementKind.DIFFERENT: (2, 2),
    JudgementKind.ACCEPT: (1, 1),
    JudgementKind.REJECT: (1, 1),
    JudgementKind.CORRECT: (1, 1),
    JudgementKind.UNSURE: (1, MOST),
    JudgementKind.COMMENT: (1, 1),
}
FIELDED: Final = frozenset({JudgementKind.CORRECT, JudgementKind.ACCEPT})
MOST_TRIES: Final = 20  # while another program writes to the same ledger
LONGEST: Final = 4000  # characters of a reason
PART: Final = "@"  # between an incident and the report whose part of it is meant


class OutdatedError(ConflictError):
    """An incident has another form than the one that a person decided on."""

    def __init__(self, now: Incident, seen: str) -> None:
        super().__init__(
            f"expected incident {now.id[:10]} as it is now, found a decision on an earlier form "
            f"({seen}); look at what changed, then decide again"
        )
        self.now = now
        self.seen = seen


@dataclass(frozen=True, slots=True)
class JudgementRequest:
    """A decision on incidents, as it was sent."""

    kind: JudgementKind
    subjects: tuple[str, ...]
    reason: str
    field: str | None = None
    value: str | None = None
    unlisted: bool = False  # take a place by its name, though no gazetteer has it
    by: str | None = None  # where there are no accounts
    seen: tuple[str, ...] = ()  # tags of the forms that the person had before them


class LedgerJudging:
    """The writing side of a ledger."""

    def __init__(self, view: LedgerView) -> None:
        """Make the writing side of a view."""
        self.view = view
        self._one_at_a_time = Lock()

    @property
    def is_settling(self) -> bool:
        """Whether a decision is being recorded, or taken into the incidents."""
        return self._one_at_a_time.locked()

    def renew_incidents(self) -> None:
        """Take what was recorded into the incidents."""
        with self._one_at_a_time:
            self.view.actions.renew(self.view.ledger)

    def record_judgement(
        self, asked: JudgementRequest, who: Account, *, later: bool = False
    ) -> Judgement:
        """Record a decision on incidents, and have them follow it.

        Args:
            asked: the decision.
            who: decides.
            later: leave it to `settle` to have the incidents follow, as a review does, whose next
                question does not wait.

        Raises:
            OutdatedError: an incident is no longer as it was seen.
            ConflictError: another judgement says the contrary.
            InputError: it cannot be recorded.
        """
        _check_kind(asked)
        verdict = Verdict(
            asked.kind,
            asked.subjects,
            signing_name(who, asked.by),
            given_reason(asked.reason),
            asked.field,
            asked.value,
        )

        def record(ledger: Ledger, basis: LedgerBasis) -> Judgement:
            self._check_subjects(asked.subjects, asked.seen, who)
            checked = self.view.actions.check(ledger, verdict, asked.unlisted)
            return ledger.judge(checked, basis)

        return self._at_rest(record) if later else self._in_turn(record)

    def strike_statement(
        self, statement: str, reason: str, who: Account, by: str | None = None
    ) -> Judgement:
        """Record that a sentence does not say what a statement has it say."""
        self.view.claim(statement, who)
        by, reason = signing_name(who, by), given_reason(reason)
        return self._in_turn(lambda ledger, _: ledger.strike(statement, by=by, reason=reason))

    def undo_judgement(
        self,
        judgement: str,
        reason: str,
        who: Account,
        by: str | None = None,
        *,
        later: bool = False,
    ) -> Judgement:
        """Take a judgement back; what was undone can be restored by undoing the undo."""
        self.view.judgement(judgement, who)
        by, reason = signing_name(who, by), given_reason(reason)
        turn = self._at_rest if later else self._in_turn
        return turn(lambda ledger, _: ledger.undo(judgement, by=by, reason=reason))

    def withdraw_report(self, report: str, reason: str, who: Account, by: str | None = None) -> str:
        """Stop a report's claims from counting; gives its id."""
        found = self.view.report_id(report, who)
        by, reason = signing_name(who, by), given_reason(reason)
        return self._in_turn(lambda ledger, _: ledger.withdraw(found, reason=reason, by=by))

    def restore_report(self, report: str, reason: str, who: Account, by: str | None = None) -> str:
        """Let a withdrawn report's claims count again; gives its id."""
        found = self.view.report_id(report, who)
        by, reason = signing_name(who, by), given_reason(reason)
        return self._in_turn(lambda ledger, _: ledger.restore(found, reason=reason, by=by))

    def _in_turn(self, record: Callable[[Ledger, LedgerBasis], T]) -> T:
        """Record one decision after the other, on incidents that follow all before it."""
        renew, ledger = self.view.actions.renew, self.view.ledger
        with self._one_at_a_time:
            recorded = self._at_rest(record, lambda: renew(ledger))
            renew(ledger)
        return recorded

    def _at_rest(
        self, record: Callable[[Ledger, LedgerBasis], T], before: Callable[[], object] | None = None
    ) -> T:
        """Record a decision on a ledger that nobody changes meanwhile.

        Args:
            record: the decision.
            before: what is done first, each time that it is tried.
        """
        ledger = self.view.ledger
        for _ in range(MOST_TRIES):
            if before:
                before()
            basis = ledger.basis()
            try:
                return record(ledger, basis)
            except OutdatedError:
                raise
            except ConflictError:
                if ledger.basis() == basis:
                    raise
        raise ConflictError("expected a ledger that rests for a moment; try again")

    def _check_subjects(self, subjects: Sequence[str], seen: Collection[str], who: Account) -> None:
        """Refuse what the account may not see, and what has changed since it was seen."""
        for name in subjects:
            incident = self.view.shown_incident(name.partition(PART)[0], who)
            tag = self.view.tag(incident)
            if seen and tag not in seen:
                mine = [one for one in seen if self.view.is_of(one, incident)]
                raise OutdatedError(incident, mine[0] if mine else ", ".join(sorted(seen)))


def signing_name(who: Account, by: str | None) -> str:
    """The name that a decision is signed with.

    Raises:
        InputError: it is somebody else's, or nobody's.
    """
    if who.name and by not in {None, "", who.name}:
        raise InputError(f"expected your own name ({who.name}) in by, found {by!r}; leave it out")
    name = who.name or (by or "").strip()
    if not name or len(name) > 200:  # noqa: PLR2004  characters
        raise InputError(
            "expected the name of the person who decides in by, of at most 200 characters"
        )
    return name


def given_reason(reason: str) -> str:
    """A reason, if it is one."""
    if not reason.strip() or len(reason) > LONGEST:
        raise InputError(f"expected a reason in a sentence, of at most {LONGEST} characters")
    return reason


def _check_kind(asked: JudgementRequest) -> None:
    """Refuse a decision whose parts do not fit its kind."""
    kind = asked.kind
    fewest, most = NUMBERS.get(kind, (0, 0))
    if not most:
        raise InputError(f"expected a judgement of {', '.join(NUMBERS)}, found {kind}")
    if not fewest <= len(asked.subjects) <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
        raise InputError(f"expected {wanted} incidents for {kind}, found {len(asked.subjects)}")
    if asked.field is not None and kind not in FIELDED:
        raise InputError(f"expected no field for {kind}, found {asked.field!r}; leave it out")
    if kind is JudgementKind.CORRECT and (asked.field is None or asked.value is None):
        raise InputError("expected a field and a value for correct; give both")
    if kind is not JudgementKind.CORRECT and asked.value is not None:
        raise InputError(f"expected no value for {kind}, found {asked.value!r}; leave it out")
