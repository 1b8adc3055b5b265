"""Saved searches as webhooks tell them: what each finds now, as a viewer sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dateline.record import ListRequest
from dateline.serve.accounts import Account, AccountRole
from dateline.serve.actions import Row
from dateline.serve.pages.office import Office, open_office
from dateline.serve.pages.overview import chosen_lines
from dateline.serve.pages.review import address_pairs
from dateline.serve.pages.selection import selection_of
from dateline.serve.service import LedgerService
from dateline.serve.webhooks import SearchState

SEARCH: Final = "search"  # the kind of entry
# Whoever takes the messages is no account: nothing restricted leaves by them.
RECEIVER: Final = Account("", AccountRole.VIEWER)


def tell_searches(service: LedgerService) -> int:
    """Send what is due to all webhooks; gives how many messages were taken."""
    if service.webhooks is None:
        return 0
    office = open_office(service)
    return service.webhooks.tell(lambda search: search_state(office, search))


def search_state(office: Office, name: str) -> SearchState | None:
    """What a saved search finds now; None for one that is gone."""
    entry = next((one for one in office.ledger.kept_entries(SEARCH) if one.name == name), None)
    if entry is None:
        return None
    chosen = selection_of(address_pairs(entry.json))
    found = {line.id for line in chosen_lines(office, chosen, RECEIVER)}
    revisions = office.ledger.matching_incidents(ListRequest())
    forms = {one: revision for one, revision in revisions.items() if one in found}

    def rows_of_hits(ids: Sequence[str]) -> Mapping[str, Row]:
        """Some of them in the exchange form."""
        incidents = office.ledger.incidents_by_id(ids)
        texts = office.view.texts_of(incidents)
        return {one.id: office.service.actions.row(one, texts) for one in incidents}

    return SearchState(forms, rows_of_hits)
