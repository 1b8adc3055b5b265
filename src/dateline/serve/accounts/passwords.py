"""Passwords: which are taken, and how they are kept."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import InputError

HASHER: Final = PasswordHasher()  # argon2id, with the cost that RFC 9106 recommends for servers
SHORTEST, LONGEST = 12, 256  # characters
FEWEST: Final = 5  # different characters
# Long enough, and yet among the first that anybody tries.
COMMON: Final = frozenset(
    """
    123456789012 1234567890123 abcdefghijkl administrator changemenow1 changeme1234 dateline1234
    datelinedateline iloveyouiloveyou letmeinletmein1 password1234 password12345 password123456
    passwordpassword qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopasdf welcome12345
    welcome123456 letmein12345 adminadminadmin superadmin123 trustno1trustno1 monkey123456
    """.split()
)


def check_password(name: str, password: str) -> None:
    """Refuse a password that is guessed at once.

    Raises:
        InputError: it is too short, too long, common, or made of the account's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"expected a password of {SHORTEST} to {LONGEST} characters, found {len(password)}; "
            "four words that you think of at random are easy to keep"
        )
    plain = password.casefold()
    if plain in COMMON or name.casefold() in plain or len(set(plain)) < FEWEST:
        raise InputError("expected a password that is not easily guessed; choose another one")


def hashed_password(password: str) -> str:
    """What is kept of a password."""
    return HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; it takes as long where none was."""
    try:
        return HASHER.verify(kept or nobodys_hash(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def nobodys_hash() -> str:
    """What would be kept of a password that nobody has."""
    if not _NOBODYS:
        _NOBODYS.append(HASHER.hash("nobody's password"))
    return _NOBODYS[0]


_NOBODYS: Final[list[str]] = []
