"""How right the ledger is, by its own reviews: samples, calibration, threshold, gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.record.reviews import KeptEntry, ReviewAnswer
from dateline.serve.actions import GoldScore
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.cookies import remember_reviewer
from dateline.serve.pages.estimates import ErrorShare, needed_size
from dateline.serve.pages.office import SETTING, THRESHOLD, Office, review_from
from dateline.serve.pages.overview import chosen_lines
from dateline.serve.pages.rendering import page_answer
from dateline.serve.pages.review import address_pairs
from dateline.serve.pages.samples import all_samples, draw_sample, error_share, sample_result
from dateline.serve.pages.selection import selection_of
from dateline.serve.pages.table import Headline
from dateline.types import Incident

# What the words of the Admiralty scale promise, as a share of right values: confirmed, probably,
# possibly true, doubtful, improbable. A reading of the words; 6, "cannot be judged", promises none.
NOMINAL: Final = {1: 0.97, 2: 0.85, 3: 0.65, 4: 0.4, 5: 0.15}
SIDE: Final = 300  # of the plot, in its own units
ENOUGH: Final = 10  # answers below which a share is not used for the threshold
USUAL_TARGET: Final = 0.05


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """The values of one step of credibility: how many of them reviewers called right."""

    digit: int
    nominal: float | None
    errors: ErrorShare

    @property
    def right(self) -> float:
        """The share that was called right."""
        return 1 - self.errors.share

    @property
    def x(self) -> float:
        """Where it stands in the plot, from the side of least trust."""
        return round((self.nominal or 0.0) * SIDE, 1)

    def y(self, share: float) -> float:
        """The height of a share in the plot."""
        return round((1 - share) * SIDE, 1)


@dataclass(frozen=True, slots=True)
class ReviewThreshold:
    """From which step of credibility on values are to be reviewed, for a target."""

    digit: int  # values of this step and beyond
    trusted: ErrorShare  # of those before it
    lines: int  # incidents with a value that is to be reviewed


def accuracy_page(
    office: Office, asked: Asked, *, error: str = "", gold: GoldScore | None = None
) -> Response:
    """All of it on one page."""
    answers = office.queue.counting()
    pairs = [pair for pair in asked.query.multi_items() if pair[0] not in {"target", "sample"}]
    chosen = selection_of(pairs)
    lines = chosen_lines(office, chosen, asked.account)
    target = target_share(asked.query.get("target", ""))
    points = calibration_points(answers, office.table.held)
    judged = [one for one in answers if one.field and not one.truth and one.kind != "link"]
    results = [sample_result(sample, answers) for sample in all_samples(office)]
    return page_answer(
        "accuracy",
        asked,
        422 if error else 200,
        section="Accuracy",
        user=asked.signed,
        error=error,
        gold=gold,
        results=results,
        opened=asked.query.get("sample", ""),
        fields=[
            (name, error_share(one for one in judged if one.field == name))
            for name in sorted({one.field for one in judged})
        ],
        points=points,
        side=SIDE,
        target=target,
        threshold=review_threshold(points, lines, target),
        kept=review_from(office.ledger),
        needed=needed_size(target),
        lines=len(lines),
        filters=chosen.filters(),
    )


def target_share(words: str) -> float:
    """A target share of errors, from percent as people write it."""
    try:
        share = float(words.replace(",", ".")) / 100
    except ValueError:
        return USUAL_TARGET
    return min(max(share, 0.001), 0.5)


def calibration_points(
    answers: Sequence[ReviewAnswer], lines: Mapping[str, Headline]
) -> list[CalibrationPoint]:
    """How right values are by their step of credibility, as reviewers found them."""
    by_digit: dict[int, list[ReviewAnswer]] = {}
    for one in answers:
        line = lines.get(one.subject)
        digit = dict(line.digits).get(one.field) if line and not one.truth else None
        if digit is not None:
            by_digit.setdefault(digit, []).append(one)
    return [
        CalibrationPoint(digit, NOMINAL.get(digit), share)
        for digit, found in sorted(by_digit.items())
        if (share := error_share(found)).of
    ]


def review_threshold(
    points: Sequence[CalibrationPoint], lines: Sequence[Headline], target: float
) -> ReviewThreshold | None:
    """The step of credibility from which on values are to be reviewed.

    Values of the steps before it have, together, no more errors than the target.

    Args:
        points: of the calibration.
        lines: the incidents that there are.
        target: the share of errors that is accepted.
    """
    best: tuple[int, ErrorShare] | None = None
    wrong = of = 0
    for point in points:
        wrong, of = wrong + point.errors.wrong, of + point.errors.of
        share = ErrorShare(wrong, of)
        if of >= ENOUGH and share.share <= target:
            best = (point.digit + 1, share)
    if best is None:
        return None
    digit, trusted = best
    return ReviewThreshold(digit, trusted, sum(line.worst >= digit for line in lines))


# ------------------------------------------------------------------ what people set


def accuracy_act_page(office: Office, asked: Asked) -> Response:
    """Draw a sample, keep a threshold, or score a gold file."""
    act = asked.form.get("act", "")
    try:
        if act == "gold":
            found = office.service.actions.score(
                visible_incidents(office, asked), asked.form.get("gold", "")
            )
            return accuracy_page(office, asked, gold=found)
        answer = RedirectResponse(act_on_accuracy(office, asked, act), 303)
    except InputError as problem:
        return accuracy_page(office, asked, error=str(problem))
    if act == "sample":
        remember_reviewer(answer, asked.signed)
    return answer


def visible_incidents(office: Office, asked: Asked) -> list[Incident]:
    """The incidents that whoever asks may see."""
    return [one for one in office.ledger.incidents() if office.view.visible(asked.account, one)]


def act_on_accuracy(office: Office, asked: Asked, act: str) -> str:
    """Do what is asked; gives the address to go on to.

    Raises:
        InputError: nobody signs, or a value cannot be used.
    """
    form = asked.form
    if not asked.signed:
        raise InputError("expected your name, found none")
    if act == "threshold":
        digit = form.get("digit", "")
        office.ledger.keep_entry(KeptEntry(SETTING, THRESHOLD, digit or "0", asked.signed, ""))
        office.queue.make(anew=True)
        return "/accuracy"
    if act != "sample":
        raise InputError(f"expected sample, threshold or gold, found {act!r}")
    name = form.get("name", "").strip()
    if not name or len(name) > 80 or "/" in name:  # noqa: PLR2004  it stands in addresses
        raise InputError("expected a name of 1 to 80 characters without a slash for the sample")
    if name in {sample.name for sample in all_samples(office)}:
        raise InputError(f"expected a new name for the sample, found {name!r}; give another one")
    chosen = selection_of(address_pairs(form.get("filters", "")))
    draw_sample(
        office,
        chosen_lines(office, chosen, asked.account),
        name=name,
        filters=chosen.filters(),
        seed=form.get("seed", "").strip() or name,
        size=whole_number(form.get("size", ""), "size", 1, 2000),
        reviewers=whole_number(form.get("reviewers", "1"), "reviewers", 1, 2),
        blind=form.get("blind") == "1",
        target=target_share(form.get("target", "")),
        by=asked.signed,
    )
    return "/review?" + urlencode({"sample": name})


def whole_number(words: str, name: str, low: int, high: int) -> int:
    """A whole number of a form.

    Raises:
        InputError: it is none, or lies outside.
    """
    if words.isdecimal() and low <= int(words) <= high:
        return int(words)
    raise InputError(f"expected {name} from {low} to {high}, found {words!r}")
