"""Write docs/codebooks/ and docs/formats.md from the writers: `python docs/make_codebooks.py`."""

from __future__ import annotations

from pathlib import Path

from dateline.write import WRITERS
from dateline.write.codebooks import codebook_text, forms_overview

DOCS = Path(__file__).parent
HEAD = """# Exports

`dateline export --format NAME` writes the ledger in one of these formats, to standard output or to
`--output FILE`.
The name of each format links to its codebook, which describes every field.

"""
TAIL = """
`export` takes the same filters as `show`: `--kind`, `--country`, `--from`, `--to`, `--grade` and
`--policy`.
Most formats leave out incidents that reports mention only in passing; `--role background` or
`--role all` includes them.
`jsonl` and `page` always hold all incidents unless you give `--role main`.
Each place has a precision (UCDP's seven levels), a radius in metres and its administrative
divisions, with their GeoNames ids if the gazetteer has them.

The formats `acled`, `gtd`, `plover`, `ucdp` and `ftm` follow published schemas.
Of these, `acled`, `gtd` and `ucdp` settle figures by the policy of the same name.
The number of incidents written is printed to standard error; `--losses FILE` lists what the schema
cannot hold.

## Compare with ACLED or UCDP

`dateline compare FILE` reads a CSV file with the columns of ACLED or of UCDP GED.
For each event it shows whether the ledger has it, how the two differ, or that the ledger lacks it.
It then lists the incidents of the same countries and days that only the ledger has.
Event and incident stand side by side: `*` marks a difference, `?` a value that one of them leaves
open.
`--format csv` writes the same as a table.

An event is paired with an incident by their days (at most one day apart), places (the same name, or
points at most 50 km apart beyond the radius of the place), deaths, kinds and actors.
The weights are in `src/dateline/compare/pairs.py`.
If a second incident fits about as well, it is named after "may also be".
A best figure agrees if it lies within the range of the other.
"""


def pages() -> dict[Path, str]:
    """All pages with their text."""
    books = {
        DOCS / "codebooks" / f"{name}.md": codebook_text(name, f) for name, f in WRITERS.items()
    }
    return {DOCS / "formats.md": HEAD + forms_overview(WRITERS) + TAIL, **books}


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
