"""Addresses in, pages out: fetched where that is needed, else as they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag

from dateline.acquire.fetching.answers import FetchedPage
from dateline.acquire.fetching.captures import CaptureStore, KeptCapture
from dateline.acquire.fetching.fetcher import Fetcher, Validators
from dateline.acquire.files import Linked
from dateline.errors import FetchError

NOTHING: Final = Validators()


@dataclass(frozen=True, slots=True)
class Collector:
    """Fetches what is not kept yet, and what may have changed since.

    A page that a list gives is fetched again only when the list says that it has changed.
    """

    fetcher: Fetcher
    store: CaptureStore
    only_new: bool = False  # give nothing for a page that is recorded as it is
    given: list[str] = field(default_factory=list)  # addresses whose reports are still unrecorded

    def __call__(self, link: Linked) -> FetchedPage | None:
        """The page at an address.

        Raises:
            FetchError: it cannot be fetched.
        """
        url = urldefrag(link.url).url
        self.given.append(url)
        kept = self.store.known(url)
        if kept is not None and self._is_done(kept, link):
            return None
        page = None if kept is None else self.store.page(kept)
        if kept is None or page is None:  # never fetched, or no longer to be had
            is_resting = self.only_new and link.via != link.url and self.store.is_resting(url)
            return None if is_resting else self._fetched(url, link)
        if not kept.is_settled:
            return page  # a run was cut off before its reports were recorded
        if _is_current(kept, link):
            return self._again(kept, page)
        return self._renewed(kept, page, link)

    def _is_done(self, kept: KeptCapture, link: Linked) -> bool:
        """Is there nothing to do for an address, so that its page need not even be looked up?"""
        return bool(self.only_new and kept.is_settled and kept.is_page and _is_current(kept, link))

    def note_recorded(self, *, is_done: bool) -> None:
        """Note that all reports that were taken in so far are recorded.

        Args:
            is_done: whether nothing is left of the last page that was given either.
        """
        last = len(self.given) if is_done else max(0, len(self.given) - 1)
        self.store.mark_recorded(self.given[:last])
        del self.given[:last]

    def _fetched(self, url: str, link: Linked, kept: KeptCapture | None = None) -> FetchedPage:
        """An address as it stands now, kept if it has changed."""
        known = Validators(kept.etag, kept.modified) if kept else NOTHING
        try:
            page = self.fetcher.fetch(url, known)
        except FetchError as error:
            self.store.fail(url, str(error))
            raise
        if page.is_unchanged or (kept is not None and page.sha256 == kept.sha256):
            self.store.confirm(page, link.mark)
        else:
            self.store.keep(page, link.mark)
        return page

    def _renewed(self, kept: KeptCapture, before: FetchedPage, link: Linked) -> FetchedPage | None:
        """What stands at an address now in the place of what is kept."""
        page = self._fetched(kept.url, link, kept)
        if page.is_unchanged or page.sha256 == kept.sha256:
            return self._again(kept, before)
        return page

    def _again(self, kept: KeptCapture, page: FetchedPage) -> FetchedPage | None:
        """A page as it is kept; a list is looked through again for what failed before."""
        return None if kept.is_page and self.only_new else page


def _is_current(kept: KeptCapture, link: Linked) -> bool:
    """Does a list say, or leave it at that, that a page is as it is kept?"""
    if link.via == link.url:
        return False
    return kept.mark == link.mark and (bool(link.mark) or not kept.may_grow)
