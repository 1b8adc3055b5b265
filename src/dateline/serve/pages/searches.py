"""Saved searches, each with a feed, and what the workspace is set to."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError, MissingExtraError, NotFoundError
from dateline.record.reviews import KeptEntry
from dateline.serve.accounts import AccountRole
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.cookies import remember_look, remember_reviewer
from dateline.serve.pages.office import Office
from dateline.serve.pages.overview import chosen_lines
from dateline.serve.pages.rendering import page_answer
from dateline.serve.pages.review import address_pairs
from dateline.serve.pages.selection import selection_of
from dateline.serve.pages.telling import SEARCH, search_state
from dateline.serve.webhooks import Webhook

LONGEST: Final = 80  # characters of a name
NEWEST: Final = 100  # incidents in a feed


def searches_page(
    office: Office, asked: Asked, *, error: str = "", made: Webhook | None = None
) -> Response:
    """The saved searches, and a form that saves the one of the address.

    Args:
        office: that has them.
        asked: by whom.
        error: what went wrong.
        made: a webhook that was set just now, whose secret is shown this once.
    """
    chosen = selection_of(asked.query.multi_items() or address_pairs(asked.form.get("filters", "")))
    entries = office.ledger.kept_entries(SEARCH)
    counts = {one.name: count_of_search(office, asked, one) for one in entries}
    return page_answer(
        "searches",
        asked,
        422 if error else 200,
        section="Searches",
        error=error,
        user=asked.signed,
        entries=entries,
        counts=counts,
        chosen=chosen,
        hooks={one.search: one for one in office.service.webhooks.all()}
        if office.service.webhooks
        else {},
        may_tell=office.service.webhooks is not None and asked.account.may(AccountRole.EDITOR),
        made=made,
    )


def count_of_search(office: Office, asked: Asked, entry: KeptEntry) -> int:
    """How many incidents a saved search finds."""
    chosen = selection_of(address_pairs(entry.json))
    return len(chosen_lines(office, chosen, asked.account))


def save_search_page(office: Office, asked: Asked) -> Response:
    """Save a search, or forget one."""
    form, name = asked.form, asked.form.get("name", "").strip()
    if form.get("act") == "drop":
        office.ledger.drop_entry(SEARCH, name)
        if office.service.webhooks:
            office.service.webhooks.drop(name)
        return RedirectResponse("/searches", 303)
    try:
        filters = savable_search(name, form.get("filters", ""))
    except InputError as problem:
        return searches_page(office, asked, error=str(problem))
    office.ledger.keep_entry(KeptEntry(SEARCH, name, filters, asked.signed, ""))
    return RedirectResponse("/searches", 303)


def tell_search_page(office: Office, asked: Asked) -> Response:
    """Tell a saved search to an address from now on, or tell it no more."""
    try:
        made = set_webhook(office, asked)
    except (InputError, MissingExtraError) as problem:
        return searches_page(office, asked, error=str(problem))
    return searches_page(office, asked, made=made)


def set_webhook(office: Office, asked: Asked) -> Webhook | None:
    """Set the webhook of a saved search, or drop it, which gives None.

    Raises:
        InputError: there is no such search, or nothing may be sent to the address.
        MissingExtraError: nothing can be sent from here.
    """
    name, desk = asked.form.get("name", ""), office.service.webhooks
    if desk is None:
        raise MissingExtraError("Webhooks", "fetch")
    if asked.form.get("act") == "drop":
        desk.drop(name)
        return None
    state = search_state(office, name)
    if state is None:
        raise InputError(f"expected the name of a saved search, found {name!r}")
    return desk.add(name, asked.form.get("url", "").strip(), asked.signed, state.forms)


def savable_search(name: str, address: str) -> str:
    """The filters that are saved under a name.

    Raises:
        InputError: the name cannot stand in an address, or the filters mean nothing.
    """
    if not name or len(name) > LONGEST or "/" in name:
        raise InputError(f"expected a name of 1 to {LONGEST} characters without a slash")
    return selection_of(address_pairs(address)).filters()


def feed_page(office: Office, asked: Asked) -> Response:
    """The newest incidents of a saved search, as an Atom feed."""
    entries = {one.name: one for one in office.ledger.kept_entries(SEARCH)}
    entry = entries.get(asked.path["name"])
    if entry is None:
        raise NotFoundError(f"expected the name of a saved search, found {asked.path['name']!r}")
    chosen = selection_of(address_pairs(entry.json))
    newest = chosen.sorted(chosen_lines(office, chosen, asked.account))[:NEWEST]
    found = [office.ledger.incident(line.id) for line in newest]
    request = office.view.export_request(
        office.service.actions.forms["atom"], found, chosen.query, asked.account
    )
    stream = BytesIO()
    named = replace(request, title=f"{asked.title}: {entry.name}")
    office.service.actions.export(office.ledger, named, stream)
    return Response(stream.getvalue(), media_type="application/atom+xml")


# ------------------------------------------------------------------ settings


def settings_page(office: Office, asked: Asked) -> Response:
    """What this browser and the workspace are set to."""
    return page_answer(
        "settings",
        asked,
        section="Settings",
        any_accounts=office.service.accounts is not None,
        user=asked.signed,
        forms=dict(office.service.actions.fields()),
        exports=tuple(office.service.actions.forms.values()),
    )


def set_page(office: Office, asked: Asked) -> Response:
    """Keep what was set."""
    del office
    answer = RedirectResponse("/settings", 303)
    remember_reviewer(answer, asked.form.get("by", ""))
    remember_look(answer, asked.form.get("language", ""), asked.form.get("theme", ""))
    return answer
