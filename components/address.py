"""The address bar: the view of each page that it holds, and the way to change it.

A callback leaves the new view in the session, the page is drawn from it, and the address
follows at the end of the run (`settle`): the browser handles a change of address before
all else, and what was clicked for would wait for it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

import streamlit as st

from components import (
    claim_links,
    links,
    map_links,
    number_links,
    position_links,
    quote_links,
    search_links,
    source_links,
    story_links,
    treaty_links,
)
from components.dossier import Dossier, current
from components.params import Params, renamed

V = TypeVar("V")
COMING = "coming_{}"
"""The key under which a page's next view waits in the session."""


class Address(Generic[V]):
    """The address of one page, as its view.

    Args:
        page: a name of the page, for the session.
        read: understands a query string: the view, and what was left out.
        write: the query parameters of a view.
    """

    def __init__(
        self,
        page: str,
        read: Callable[[Params, Dossier], tuple[V, list[str]]],
        write: Callable[[V, Dossier], dict[str, list[str]]],
    ) -> None:
        self._key = COMING.format(page)
        self._read = read
        self._write = write

    def read(self, dossier: Dossier) -> tuple[V, list[str]]:
        """The view that is asked for, and what was not understood."""
        coming = st.session_state.get(self._key)
        if coming is None:
            coming = {name: st.query_params.get_all(name) for name in st.query_params}
        return self._read(renamed(coming, dossier), dossier)

    def here(self) -> V:
        """The view that is asked for, for callbacks."""
        return self.read(current())[0]

    def go(self, view: V) -> None:
        """Ask for another view."""
        st.session_state[self._key] = self._write(view, current())

    def change(self, **parts) -> None:
        """Ask for the same view with other parts."""
        self.go(replace(self.here(), **parts))

    def settle(self) -> None:
        """Put a view that a callback chose into the address bar; one step for Back."""
        coming = st.session_state.pop(self._key, None)
        if coming is not None:
            st.query_params.from_dict(coming)


TIMELINE = Address("timeline", links.read_view, links.write_view)
MAP = Address(
    "map",
    lambda params, dossier: map_links.read_map_view(params, dossier, dt.date.today()),
    lambda view, _: map_links.write_map_view(view, dt.date.today()),
)
QUOTES = Address("quotes", quote_links.read_quotes_view, quote_links.write_quotes_view)
POSITIONS = Address("positions", position_links.read_view, position_links.write_view)
TREATY = Address("treaty", treaty_links.read_treaty_view, treaty_links.write_treaty_view)
CHECKED = Address("checked", claim_links.read_claims_view, claim_links.write_claims_view)
NUMBERS = Address("numbers", number_links.read_numbers_view, number_links.write_numbers_view)
SOURCES = Address("sources", source_links.read_sources_view, source_links.write_sources_view)
STORY = Address("story", story_links.read_story_view, story_links.write_story_view)
SEARCH = Address("search", search_links.read_search_view, search_links.write_search_view)
