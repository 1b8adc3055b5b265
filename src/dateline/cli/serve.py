"""`dateline serve`: the ledger in a browser, on this machine or for others with accounts."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread, Timer
from typing import TYPE_CHECKING, Final

import click

from dateline import record
from dateline.cli.options import run_settings
from dateline.cli.users import opened_accounts, with_accounts
from dateline.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from dateline.serve.accounts import AccountStore, IdentityProvider

ALONE: Final = ("127.0.0.1", "localhost", "::1")
LISTENS: Final = "0A"  # the state of a listening socket in /proc/net/tcp
SOON: Final = 1.0  # seconds until the service answers


@click.command()
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Listen on this port.",
)
@click.option(
    "--host",
    default=ALONE[0],
    show_default=True,
    metavar="ADDRESS",
    help="Listen on this address; any but this machine's own needs accounts.",
)
@click.option(
    "--allowed-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Answer to this host name too, such as that of a proxy; repeat for more.",
)
@click.option("--login", is_flag=True, help="Ask for accounts on this machine too.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@with_accounts
def serve_command(
    port: int,
    host: str,
    names: tuple[str, ...],
    login: bool,
    no_browser: bool,
    ledger: str,
    accounts: str | None,
) -> None:
    """Serve the ledger as pages and an API.

    Alone on this machine it needs no login. On any other address it starts only with accounts; see
    `dateline users`.

    Example: dateline serve --ledger my.db
    """
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from dateline.cli.service import ledger_service  # noqa: PLC0415
        from dateline.serve import (  # noqa: PLC0415
            keep_telling,
            make_application,
            tell_searches,
            warm_pages,
        )
    except ModuleNotFoundError as error:
        raise MissingExtraError("Serving the ledger", "serve") from error
    alone = host in ALONE and not names and not login
    with ExitStack() as stack:
        opened = stack.enter_context(record.Ledger.open(ledger))
        store = None if alone else stack.enter_context(opened_accounts(ledger, accounts))
        if store is not None:
            _check_accounts(store, host)
        check_port(host, port)
        folder = jobs_place(ledger)
        service = ledger_service(opened, ledger, store, hosts=(host, *names), jobs=folder)
        if service.jobs:
            stack.callback(service.jobs.close)
        if store is not None:
            service = replace(service, provider=named_identity_provider())
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        Thread(target=warm_pages, args=(service,), daemon=True).start()
        ended = Event()
        stack.callback(ended.set)
        telling = (partial(tell_searches, service), ended)
        Thread(target=keep_telling, args=telling, daemon=True).start()
        click.echo(f"{address} (press Ctrl-C to stop)", err=True)
        if not no_browser:
            opening = Timer(SOON, webbrowser.open, (address,))
            opening.daemon = True
            opening.start()
        uvicorn.run(
            make_application(service),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
        )


def named_identity_provider() -> IdentityProvider | None:
    """The identity provider that the environment names, None for none.

    Raises:
        InputError: it cannot be one, or the role of new people is none.
    """
    from dateline.serve.accounts import (  # noqa: PLC0415  an extra
        ProviderSettings,
        known_role,
        open_provider,
    )

    named = run_settings().oidc
    if named is None:
        return None
    role = known_role(named.new_role) if named.new_role else None
    return open_provider(
        ProviderSettings(
            issuer=named.issuer,
            client=named.client,
            secret=named.secret,
            address=named.address,
            new_role=role,
        )
    )


def jobs_place(ledger: str) -> Path:
    """The folder of a service's jobs: beside a file, else with what Dateline keeps of its own."""
    if "://" in ledger and not ledger.startswith("sqlite"):
        name = sha256(ledger.encode()).hexdigest()[:16]
        return Path(click.get_app_dir("dateline")) / "jobs" / name
    path = Path(ledger.partition("sqlite:///")[2] or ledger)
    return path.with_name(f"{path.stem}.jobs")


def _check_accounts(store: AccountStore, host: str) -> None:
    """Refuse to serve to others without accounts."""
    if not store.has_accounts():
        raise InputError(
            f"expected accounts before others can reach the ledger at {host}, found none; add one "
            "with `dateline users add NAME --role admin`, or leave out --host, --allowed-host "
            "and --login"
        )


def check_port(host: str, port: int) -> None:
    """Refuse a port that is taken, and say by whom as far as that can be told.

    Raises:
        InputError: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            holder = port_holder(port)
            by = f", which {holder} holds" if holder else f": {error.strerror}"
            raise InputError(
                f"expected a free port at {host}, found {port}{by}; stop it, or give another "
                f"one: --port {port + 1 if port < 65535 else port - 1}"  # noqa: PLR2004  the last port
            ) from error


def port_holder(port: int) -> str | None:
    """The program that listens on a port, as far as Linux tells it to this user."""
    nodes = {
        fields[9]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for fields in socket_rows(Path(table))
        if fields[3] == LISTENS and int(fields[1].rpartition(":")[2], 16) == port
    }
    for process in Path("/proc").glob("[0-9]*"):
        if any(f"socket:[{node}]" in open_files(process) for node in nodes):
            name = _socket_table(process / "comm").strip()
            return f"{name} (process {process.name})"
    return None


def socket_rows(table: Path) -> list[list[str]]:
    """The rows of a table of sockets, each as fields."""
    return [line.split() for line in _socket_table(table).splitlines()[1:]]


def _socket_table(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def open_files(process: Path) -> set[str]:
    """What the open files of a process are."""
    try:
        return {str(link.readlink()) for link in (process / "fd").iterdir()}
    except OSError:
        return set()
