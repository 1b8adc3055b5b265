"""`python -m dateline` is `dateline`."""

import sys

# Python puts the current folder first, where reports may lie that are called like its modules.
first = sys.path.pop(0) if __name__ == "__main__" and not sys.flags.safe_path else None

from pathlib import Path  # noqa: E402  from the library, and no report

if first is not None and Path(first).resolve() == Path(__file__).resolve().parents[1]:
    sys.path.insert(0, first)  # the program itself lies there, not installed

from dateline.cli import main  # noqa: E402  as above

if __name__ == "__main__":
    main()
