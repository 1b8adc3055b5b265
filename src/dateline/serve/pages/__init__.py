"""The pages of the workspace: HTML from templates, on top of `serve.view` and `filter_grammar`.

`page_router` and `error_page` are all that the application knows of them. A page is a function of
the office, which holds the service and what is kept between requests, and of what is asked; it
reads through `LedgerView`, and `PAGES` lists them all. Every page can be read without scripts.

    asking, cookies, rendering   what a page is asked, and how it is filled in
    table, selection             all incidents in few words, and which of them a list shows
    overview, charts, places     the first page
    incident, evidence, report   what the ledger says, and the sentences it rests on
    queue, review, samples       what people are asked, and what they answer
    accuracy, estimates          what their answers tell of the ledger
    listing, searches, telling   contradictions, sources, jobs; saved searches, settings
    changes                      what changed, and which reports copy which
    users                        accounts, and one's own tokens
"""

from __future__ import annotations

from dateline.serve.pages.overview import warm_pages
from dateline.serve.pages.routing import error_page, page_router
from dateline.serve.pages.telling import tell_searches

__all__ = ["error_page", "page_router", "tell_searches", "warm_pages"]
