"""Makes the golden ledger of a release: `python tests/record/make_golden.py`, once a release.

It holds reports in our own words and something of all that people do to a ledger. It is never made
again: later programs must open it, and export what the program that made it did.
"""

from __future__ import annotations

import lzma
import shutil
import sys
import tempfile
from pathlib import Path
from string import Template

from dateline import __version__, pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.record import Ledger, Verdict
from dateline.record.reviews import KeptEntry, ReviewAnswer
from dateline.types import JudgementKind, Report, Role, SetAside
from dateline.write import export_bytes

FOLDER = Path(__file__).parent / "golden"
TEMPLATES = Path(__file__).parent.parent / "reports"
CODER, REASON = "A. Coder", "the hospital's list"
# Every word that the templates leave open.
WORDS = {
    "weapon": "rocket",
    "city": "Baghdad",
    "district": "Karrada",
    "other": "Kirkuk",
    "far": "Sinjar",
    "claimant": "Islamic State",
    "denier": "Kataib Hezbollah",
    "premier": "Adel Karimi",
    "fired": "seven",
    "intercepted": "three",
    "killed": "two",
    "wounded": "nine",
    "arrested": "five",
    "weekday": "Tuesday",
    "month": "March",
    "day": "4",
    "year": "2031",
    "later_weekday": "Friday",
    "later_month": "March",
    "later_day": "7",
}


def main() -> None:
    """Make the ledger of this release, unless there is one."""
    target = FOLDER / f"{__version__}.db.xz"
    if target.exists():
        sys.exit(f"expected no golden ledger of {__version__}, found {target}; it stays as it is")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with Ledger.open(str(folder / "own.db"), create=True) as ledger:
            fill(ledger, folder / "reports")
            ledger.back_up(folder / "golden.db")
            contents = contents_of(ledger, ledger.incidents(), "golden")
            (FOLDER / f"{__version__}.jsonl").write_bytes(export_bytes("jsonl", contents))
        with (folder / "golden.db").open("rb") as plain, lzma.open(target, "wb") as packed:
            shutil.copyfileobj(plain, packed)


def fill(ledger: Ledger, folder: Path) -> None:
    """Fill a ledger with reports, and with something of all that people do."""
    read(ledger, folder)
    pipeline.renew(ledger)
    attack = next(i for i in ledger.incidents() if len(i.tellings) > 1)
    others = [i.id for i in ledger.incidents() if i.id != attack.id]
    correction = Verdict(JudgementKind.CORRECT, (attack.id,), CODER, REASON, "killed", "3")
    ledger.judge(correction)
    ledger.judge(Verdict(JudgementKind.ACCEPT, (attack.id,), CODER, REASON, "city"))
    pipeline.renew(ledger)
    same = ledger.judge(Verdict(JudgementKind.SAME, tuple(others[:2]), CODER, "a slip"))
    pipeline.renew(ledger)
    ledger.undo(same.id, by=CODER, reason="they are two")
    wounded = next(claim for claim in attack.claims if claim.role is Role.WOUNDED)
    ledger.strike(wounded.id, by=CODER, reason="it says so of another attack")
    ledger.withdraw("arrests.txt", reason="retracted", by=CODER)
    pipeline.renew(ledger)
    ledger.restore("arrests.txt", reason="they stand by it", by=CODER)
    ledger.withdraw("second.txt", reason="retracted", by=CODER)
    ledger.set_aside(SetAside("scan.bin", "acquire", "not text"))
    ledger.answer_review(
        ReviewAnswer(item="q1", kind="value", subject=attack.id, answer="yes", by=CODER)
    )
    ledger.keep_entry(KeptEntry("search", "embassies", '{"q": "embassy"}', CODER, ""))
    pipeline.renew(ledger)


def read(ledger: Ledger, folder: Path) -> None:
    """Record the reports of the tests."""
    folder.mkdir()
    words = {**WORDS, **{name.title(): word.capitalize() for name, word in WORDS.items()}}
    for path in sorted(TEMPLATES.glob("*.txt")):
        text = Template(path.read_text(encoding="utf-8")).substitute(words)
        (folder / path.name).write_text(text, encoding="utf-8")
    reports = [item for item in acquire((folder,)) if isinstance(item, Report)]
    list(pipeline.ingest(ledger, ledger.unread(reports), workers=1))


if __name__ == "__main__":
    main()
