"""Texts in other languages, made English by a program that the user names.

The program is handed one sentence a line and gives one line for each. So every English sentence
leads back to the sentence that it stands for, which stays with the document as evidence.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from dateline.clean.language import is_english
from dateline.clean.pages import Page
from dateline.errors import UnreadableError
from dateline.types import Span, TranslatedSentence, Translation

if sys.platform != "win32":
    import resource

# Behind a full stop, a question or exclamation mark of any script, and what closes a quotation.
SENTENCE_END: Final = re.compile(r"(?<=[.!?؟۔।…])[\"”’»)\]]*\s+|(?<=[。！？])[”」』]*")
LANGUAGE: Final = "{language}"
LONGEST_FAULT: Final = 120  # characters of what the program says that a reason repeats


@dataclass(frozen=True, slots=True)
class Translator:
    """A program that reads sentences and writes them in English.

    Attributes:
        command: its words; `{language}` stands for the language of the text, as an ISO 639-1 code.
        seconds: that it may take for a report.
    """

    command: tuple[str, ...]
    seconds: float = 120.0

    def in_english(self, sentences: Sequence[str], language: str) -> list[str]:
        """Sentences in English, in order.

        Raises:
            UnreadableError: the program fails, takes too long, or gives another number of lines.
        """
        command = [word.replace(LANGUAGE, language) for word in self.command]
        try:
            with _own_limits_lifted():
                done = subprocess.run(  # noqa: S603  the user names the program
                    command,
                    input="".join(f"{sentence}\n" for sentence in sentences).encode(),
                    capture_output=True,
                    timeout=self.seconds,
                    check=True,
                )
        except subprocess.TimeoutExpired as error:
            raise _not_translated(f"none within {self.seconds:.0f} seconds") from error
        except subprocess.CalledProcessError as error:
            said = " ".join(error.stderr.decode("utf-8", "replace").split())[:LONGEST_FAULT]
            raise _not_translated(f"status {error.returncode} ({said})") from error
        except OSError as error:
            raise _not_translated(error.strerror or type(error).__name__) from error
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        if len(lines) != len(sentences):
            raise _not_translated(f"{len(lines)} lines for {len(sentences)} sentences")
        return [" ".join(line.split()) for line in lines]


def _not_translated(found: str) -> UnreadableError:
    """What is said of a text that the program does not translate."""
    return UnreadableError(f"expected a translation of the text, found {found}")


@contextmanager
def _own_limits_lifted() -> Iterator[None]:
    """Let a program that is started be bound by the system alone, and not as a reading is."""
    if sys.platform == "win32":
        yield
        return
    before = {
        limit: resource.getrlimit(limit) for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU)
    }
    for limit, (_, most) in before.items():
        resource.setrlimit(limit, (most, most))
    try:
        yield
    finally:
        for limit, bounds in before.items():
            resource.setrlimit(limit, bounds)


def translated_page(
    page: Page, title: str | None, language: str, translator: Translator
) -> tuple[Page, Translation]:
    """A page in English, line for line, and the way back to its own words.

    Args:
        page: in another language; sections in English stay as they are.
        title: of the report, as it stands in the page or beside it.
        language: of the page.
        translator: the program.

    Raises:
        UnreadableError: it does not translate the page.
    """
    lines = page.text.split("\n")
    parts = [_sentences_of(line) for line in lines]
    headline = _sentences_of(title or "")
    asked = [sentence for part in (headline, *parts) for sentence in part]
    answers = iter(translator.in_english(asked, language))
    top = " ".join(next(answers) for _ in headline) or title
    text, pairs = "", list[TranslatedSentence]()
    for number, (line, part) in enumerate(zip(lines, parts, strict=True)):
        text += "\n" if number else ""
        for at, original in enumerate(part):
            text += " " if at else ""
            english = next(answers)
            pairs.append(TranslatedSentence(Span(len(text), len(text) + len(english)), original))
            text += english
        text += "" if part else line
    return replace(page, text=text, title=top, origin=()), Translation(language, tuple(pairs))


def _sentences_of(line: str) -> list[str]:
    """The sentences of a line that are to be translated: none of an English one."""
    if not any(c.isalpha() for c in line) or is_english(line):
        return []
    return [found for part in SENTENCE_END.split(line) if (found := " ".join(part.split()))]
