"""What a user may set from outside, read once at the edge."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.errors import InputError

MOST_WORKERS = 2  # by default; each keeps a parser of some 300 MB in memory


@dataclass(frozen=True, slots=True)
class ProviderNames:
    """An identity provider (OpenID Connect) and what this service is to it."""

    issuer: str
    client: str
    secret: str
    address: str  # of this service, as browsers reach it
    new_role: str  # of people without an account; empty refuses them


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the ledger and what goes with it are, how much is read at a time, what is fetched."""

    ledger: str
    workers: int
    outlets: str | None = None
    mappings: str | None = None
    captures: str | None = None  # the folder of what was fetched
    fetch_allow: tuple[str, ...] = ()  # hosts that are fetched although they are not public
    translate: tuple[str, ...] = ()  # the command that makes other languages English
    oidc: ProviderNames | None = None  # the identity provider of a service


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the environment gives.

    `DATELINE_LEDGER`, `DATELINE_WORKERS`, `DATELINE_OUTLETS`, `DATELINE_MAPPINGS`,
    `DATELINE_CAPTURES`, `DATELINE_FETCH_ALLOW` and `DATELINE_TRANSLATE` are read, and for a service
    `DATELINE_OIDC_ISSUER`, `_CLIENT`, `_SECRET`, `_ADDRESS` and `_ROLE`.

    Raises:
        InputError: the number of workers is none, or the command is not one.
    """
    default = min(MOST_WORKERS, os.cpu_count() or 1)
    workers = environment.get("DATELINE_WORKERS") or str(default)
    if not workers.isdecimal() or int(workers) < 1:
        raise InputError(
            f"expected a number of workers, 1 or more, found {workers!r}; correct DATELINE_WORKERS"
        )
    return Settings(
        environment.get("DATELINE_LEDGER") or "dateline.db",
        int(workers),
        environment.get("DATELINE_OUTLETS") or None,
        environment.get("DATELINE_MAPPINGS") or None,
        environment.get("DATELINE_CAPTURES") or None,
        tuple(environment.get("DATELINE_FETCH_ALLOW", "").replace(",", " ").lower().split()),
        _command_words(environment.get("DATELINE_TRANSLATE") or ""),
        named_provider(environment),
    )


def _command_words(command: str) -> tuple[str, ...]:
    """The words of a command, as a shell cuts them."""
    try:
        return tuple(shlex.split(command))
    except ValueError as error:
        raise InputError(
            f"expected a command, found {command!r}: {error}; correct DATELINE_TRANSLATE"
        ) from error


def named_provider(environment: Mapping[str, str]) -> ProviderNames | None:
    """The identity provider that the environment names, None for none."""
    parts = ("ISSUER", "CLIENT", "SECRET", "ADDRESS", "ROLE")
    given = [environment.get(f"DATELINE_OIDC_{part}", "").strip() for part in parts]
    return ProviderNames(*given) if given[0] else None
