"""Write docs/codebooks/ and docs/formats.md from the writers: `python docs/make_codebooks.py`."""

from __future__ import annotations

from pathlib import Path

from dateline.write import WRITERS
from dateline.write.codebooks import codebook, overview

DOCS = Path(__file__).parent
HEAD = """# Formats

`dateline export --format NAME` writes the ledger in one of these forms, to standard output or to
`--output FILE`; each has a codebook of its own.

"""
TAIL = """
What is filtered is what is exported: `--kind`, `--country`, `--from`, `--to`, `--grade` and
`--policy` mean what they mean for `show`.
Incidents that no report is about, only mentioned in passing, stay out unless `--role background` or
`--role all` asks for them; `jsonl` and `page` hold all of them.
Every place carries its precision (UCDP's seven steps), its radius in metres and its divisions, with
their GeoNames ids where the gazetteer has them.

A form that follows somebody else's schema settles its figures by that schema's own policy, says on
standard error how many incidents it could write, and writes with `--losses FILE` what it could not
carry.

## The other way round

`dateline compare FILE` reads a CSV in the shape of ACLED or of UCDP GED and says of each event
whether the ledger has it already, in what the two differ, and which one is missing; then which
incidents of the same countries and days only the ledger has.
The lines stand side by side, `*` marks what differs and `?` what one of the two leaves open;
`--format csv` gives the same as a table.

An event and an incident are paired by their days (one day apart at most), their places (a name, or
points no farther apart than what the ledger leaves open and 50 km), the dead, the kind and the
actors; what each counts stands in `src/dateline/compare/pairs.py`.
Two that are about as likely are both named, the second after "may also be".
A best figure agrees where it lies in the other's range.
"""


def pages() -> dict[Path, str]:
    """All pages with their text."""
    books = {DOCS / "codebooks" / f"{name}.md": codebook(name, f) for name, f in WRITERS.items()}
    return {DOCS / "formats.md": HEAD + overview(WRITERS) + TAIL, **books}


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
