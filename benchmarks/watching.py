"""What of the code and its tables ever takes part in reading: functions, words, patterns, frames.

Four kinds of unit are watched, without any help from the code:

function   a function of the watched packages. It fires where it gives something: True, a value
           that is not None, or anything that is not empty.
word       a word of a TOML table or of a collection at module level. It fires where a word of a
           text is found to be equal to it. Words that are made into patterns or changed while a
           table is loaded cannot be watched so: of a list none of whose words fires, only those
           count that stand in no text at all.
pattern    a regular expression that is compiled while modules and tables are loaded. It fires
           where it matches.
frame      a row of `frames.toml`. It fires where a verb is found to make it.

Words and patterns must be watched before the package is imported, so `watch` is called first.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import isfunction, unwrap
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, Final

import dateline

WATCHED: Final = ("dateline.detect", "dateline.extract", "dateline.syntax", "dateline.vocabulary")
# Packages that were trained or are data, whose functions and words are no rules.
LEFT_OUT: Final = ("dateline.extract.tagger", "dateline.detect.gazetteer")
# Tables of names and facts: that a name stands in no text says nothing about it.
FACTS: Final = frozenset(
    "actors known_events feasts seats capitals places_weights outlets credits".split()
)
# Modules that make patterns of facts.
OF_FACTS: Final = ("dateline.detect.creation_time.world_knowledge",)
# Keys of tables whose values are no words that are looked up in a text.
NAMES: Final = frozenset(
    "kind stage definition positive negative acled plover gtd muc4 also yields_to read rule "
    "pattern source".split()
)
FUNCTION: Final = "function"
WORD: Final = "word"
PATTERN: Final = "pattern"
FRAME: Final = "frame"


@dataclass(frozen=True, slots=True)
class Fires:
    """How often each unit fired, by kind and name, and all that there are."""

    units: dict[str, set[str]] = field(default_factory=dict)
    fired: dict[str, Counter[str]] = field(default_factory=dict)
    called: Counter[str] = field(default_factory=Counter)
    where: dict[str, set[str]] = field(default_factory=dict)  # reports in which a function fired

    def know(self, kind: str, name: str) -> None:
        """Add a unit."""
        self.units.setdefault(kind, set()).add(name)
        self.fired.setdefault(kind, Counter())

    def count(self, kind: str, name: str) -> None:
        """Note that a unit fired."""
        self.fired[kind][name] += 1

    def silent(self, kind: str) -> list[str]:
        """The units of a kind that never fired."""
        return sorted(self.units.get(kind, set()) - set(self.fired.get(kind, ())))

    def add(self, other: Fires) -> None:
        """Take in what another process saw."""
        for kind, names in other.units.items():
            self.units.setdefault(kind, set()).update(names)
            self.fired.setdefault(kind, Counter()).update(other.fired[kind])
        self.called.update(other.called)
        for name, reports in other.where.items():
            self.where.setdefault(name, set()).update(reports)


class WatchedWord(str):
    """A word of a table that notes where it is found to be equal to another."""

    __slots__ = ("name", "note")
    name: str
    note: Callable[[str], None]

    def __eq__(self, other: object) -> bool:
        equal = str.__eq__(self, other)
        if equal is True and not isinstance(other, WatchedWord):
            self.note(self.name)
        return equal

    __hash__ = str.__hash__

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return (str, (str(self),))


class WatchedPattern:
    """A compiled pattern that notes where it matches."""

    def __init__(self, pattern: re.Pattern[str], note: Callable[[], None]) -> None:
        self._pattern = pattern
        self._note = note

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever a pattern has
        return getattr(self._pattern, name)

    def _noted(self, hit: re.Match[str] | None) -> re.Match[str] | None:
        if hit is not None:
            self._note()
        return hit

    def search(self, *given: Any) -> re.Match[str] | None:  # noqa: ANN401  as patterns have it
        """As `re.Pattern.search`."""
        return self._noted(self._pattern.search(*given))

    def match(self, *given: Any) -> re.Match[str] | None:  # noqa: ANN401
        """As `re.Pattern.match`."""
        return self._noted(self._pattern.match(*given))

    def fullmatch(self, *given: Any) -> re.Match[str] | None:  # noqa: ANN401
        """As `re.Pattern.fullmatch`."""
        return self._noted(self._pattern.fullmatch(*given))

    def finditer(self, *given: Any) -> Iterator[re.Match[str]]:  # noqa: ANN401
        """As `re.Pattern.finditer`."""
        for hit in self._pattern.finditer(*given):
            self._note()
            yield hit

    def findall(self, *given: Any) -> list[Any]:  # noqa: ANN401
        """As `re.Pattern.findall`."""
        found = self._pattern.findall(*given)
        if found:
            self._note()
        return found

    def split(self, *given: Any) -> list[Any]:  # noqa: ANN401
        """As `re.Pattern.split`."""
        found = self._pattern.split(*given)
        if len(found) > 1:
            self._note()
        return found

    def sub(self, *given: Any) -> str:  # noqa: ANN401
        """As `re.Pattern.sub`."""
        text, many = self._pattern.subn(*given)
        if many:
            self._note()
        return text


def watch(fires: Fires) -> Callable[[str], None]:
    """Import the watched packages with their words and patterns watched.

    Args:
        fires: where everything is noted.

    Returns:
        A function to call with the name of each report before it is read. Without a name nothing
        fires, but functions count as called: so tables are loaded while a first report is read.

    Raises:
        RuntimeError: the packages were imported before.
    """
    if any(name.startswith(WATCHED) for name in sys.modules):
        raise RuntimeError("expected packages that are not imported yet; watch them first")
    reports: list[str] = []

    def noted(kind: str, name: str) -> None:
        if reports:
            fires.count(kind, name)

    _watch_tables(fires, noted)
    _watch_patterns(fires, noted)
    modules, at_import = _imported()
    _watch_collections(modules, fires, noted)
    codes = dict(_codes(modules, fires))
    for name in (codes[code] for code in at_import & codes.keys()):
        fires.called[name] += 1
        fires.count(FUNCTION, name)
    _watch_frames(fires, noted)

    def begin(report: str) -> None:
        reports[:] = [report] if report else []
        sys.setprofile(_profiler(codes, fires, report))

    return begin


def _imported() -> tuple[list[ModuleType], set[CodeType]]:
    """The watched modules, and the code that runs while they are imported."""
    seen = set[CodeType]()
    sys.setprofile(lambda frame, _event, _value: seen.add(frame.f_code))
    try:
        return [importlib.import_module(name) for name in _names()], seen
    finally:
        sys.setprofile(None)


def _names() -> Iterator[str]:
    """The names of all watched modules."""
    for package in WATCHED:
        yield package
        module = importlib.import_module(package)
        for found in pkgutil.walk_packages(module.__path__, f"{package}."):
            if not found.name.startswith(LEFT_OUT) and not found.name.endswith("__main__"):
                yield found.name


# ------------------------------------------------------------------ functions


def _codes(modules: list[ModuleType], fires: Fires) -> Iterator[tuple[CodeType, str]]:
    """The code of each watched function with its name."""
    for module in modules:
        for value in list(vars(module).values()):
            is_real = isinstance(value, type) and not is_protocol(value)
            inner = list(vars(value).values()) if is_real else ()
            for each in (value, *inner):
                function = unwrap(each) if callable(each) else None
                if isfunction(function) and function.__module__ == module.__name__:
                    name = f"{module.__name__.removeprefix('dateline.')}.{function.__qualname__}"
                    is_procedure = function.__annotations__.get("return") == "None"
                    if not is_procedure and not function.__name__.startswith("__"):
                        fires.know(FUNCTION, name)
                        yield function.__code__, name


def is_protocol(value: object) -> bool:
    """Whether a class only says what others have."""
    return bool(getattr(value, "_is_protocol", False))


def _profiler(
    codes: dict[CodeType, str], fires: Fires, report: str
) -> Callable[[FrameType, str, object], None]:
    """A profile function that counts calls and results while a report is read."""
    fired, called, where = fires.fired[FUNCTION], fires.called, fires.where

    def profile(frame: FrameType, event: str, value: object) -> None:
        name = codes.get(frame.f_code)
        if name is None:
            return
        if event == "call":
            called[name] += 1
        elif event == "return" and gives(value):
            fired[name] += 1
            if report:
                where.setdefault(name, set()).add(report)

    return profile


def gives(value: object) -> bool:
    """Whether a result is something: not None, not False and not empty."""
    if value is None or value is False:
        return False
    try:
        return len(value) > 0  # type: ignore[arg-type]
    except TypeError:
        return True


# ------------------------------------------------------------------ words of tables


def _watch_tables(fires: Fires, noted: Callable[[str, str], None]) -> None:
    """Give every table of the package watched words."""
    plain = tomllib.loads

    def loads(text: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        table = plain(text, **options)
        name = _table_of(text)
        if name is None or name in FACTS:
            return table
        watched: dict[str, Any] = _watched(table, name, fires, noted)
        return watched

    tomllib.loads = loads


def _table_of(text: str) -> str | None:
    """The name of the table of a watched package with some text."""
    root = Path(dateline.__file__).parent
    folders = [root / package.removeprefix("dateline.") for package in WATCHED]
    paths = [path for folder in folders for path in folder.rglob("*.toml")]
    return next((path.stem for path in paths if path.read_text("utf-8") == text), None)


def _watched(value: Any, name: str, fires: Fires, noted: Callable[[str, str], None]) -> Any:  # noqa: ANN401
    """A table, list or word with watched words in the place of its own."""
    if isinstance(value, dict):
        return {
            key: v if key in NAMES else _watched(v, f"{name}.{key}", fires, noted)
            for key, v in value.items()
        }
    if isinstance(value, list):
        rows = any(isinstance(row, dict) for row in value)
        return [
            _watched(row, f"{name}.{at}" if rows else name, fires, noted)
            for at, row in enumerate(value)
        ]
    if isinstance(value, str) and not value.startswith("@"):
        return _word(value, f"{name}: {value}", fires, noted)
    return value


def _word(value: str, name: str, fires: Fires, noted: Callable[[str, str], None]) -> WatchedWord:
    """One watched word."""
    word = WatchedWord(value)
    word.name = name
    word.note = lambda name: noted(WORD, name)
    fires.know(WORD, name)
    return word


def _watch_collections(
    modules: list[ModuleType], fires: Fires, noted: Callable[[str, str], None]
) -> None:
    """Give the collections at module level watched words, in every module that holds them."""
    changed: dict[int, object] = {}
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) not in changed and not name.startswith("__") and _has_words(value):
                title = f"{module.__name__.removeprefix('dateline.')}.{name}"
                changed[id(value)] = _collection(value, title, fires, noted)
            if id(value) in changed:
                setattr(module, name, changed[id(value)])


def _has_words(value: object) -> bool:
    """Whether a value is a set or tuple of plain words, or a table by words."""
    kinds = {frozenset, set, tuple, dict}
    return type(value) in kinds and bool(value) and all(type(word) is str for word in value)  # type: ignore[attr-defined]


def _collection(
    value: Any,  # noqa: ANN401
    title: str,
    fires: Fires,
    noted: Callable[[str, str], None],
) -> object:
    """A collection with watched words in the place of its own."""
    if isinstance(value, dict):
        return {_word(key, f"{title}: {key}", fires, noted): v for key, v in value.items()}
    kind = type(value)
    words = [_word(word, f"{title}: {word}", fires, noted) for word in value]
    return kind(words)


# ------------------------------------------------------------------ patterns, frames


def _watch_patterns(fires: Fires, noted: Callable[[str, str], None]) -> None:
    """Watch the patterns that modules of the package compile."""
    plain = re.compile

    def compile_(pattern: Any, flags: Any = 0) -> Any:  # noqa: ANN401
        caller = sys._getframe(1)  # noqa: SLF001  who compiles it
        module = str(caller.f_globals.get("__name__", ""))
        compiled = plain(str(pattern) if isinstance(pattern, WatchedWord) else pattern, flags)
        if not module.startswith(WATCHED) or module.startswith((*LEFT_OUT, *OF_FACTS)):
            return compiled
        name = f"{module.removeprefix('dateline.')}:{caller.f_lineno} {compiled.pattern[:80]!r}"
        fires.know(PATTERN, name)
        return WatchedPattern(compiled, lambda: noted(PATTERN, name))

    re.compile = compile_


def _watch_frames(fires: Fires, noted: Callable[[str, str], None]) -> None:
    """Watch which rows of the table of frames are made, where there is such a table."""
    try:
        module = importlib.import_module("dateline.extract.events.trigger")
        plain, table, made = module.find_frame, module._frames_table, module._frame  # noqa: SLF001
    except (ImportError, AttributeError):
        return
    rows = [
        (made(row), f"{row.get('kind', 'open')} {', '.join(row['verbs'])}")
        for row in table()["frame"]
    ]
    names = {frame: f"{at}: {words}" for at, (frame, words) in reversed(list(enumerate(rows)))}
    for name in names.values():
        fires.know(FRAME, name)

    def find_frame(*given: Any) -> Any:  # noqa: ANN401
        frame = plain(*given)
        if frame is not None:
            noted(FRAME, names[frame])
        return frame

    for other in list(sys.modules.values()):
        if getattr(other, "find_frame", None) is plain:
            other.find_frame = find_frame  # type: ignore[attr-defined]
