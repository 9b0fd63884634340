"""The cards of the quotes page: a quote that stands first, and a grid of the others."""

from collections.abc import Sequence

import streamlit as st

from components.address import QUOTES
from components.cite import cite_button
from components.copy_button import copy_link_button, copy_text_button
from components.dossier import Dossier, Quote
from components.embed import embed_button, embedded
from components.files_line import show_files
from components.quote_card import full_quote, quote_to_copy
from components.quote_links import QuotesView, Show, Sort, quote_link, write_quotes_view
from components.site import page_link

PER_PAGE = 24
CARD_WIDTH = 340
"""The least width of a card in pixels; on a phone the grid has one column."""

PAGE = "quotes_page"
EMBED_HEIGHT = 700


def in_order(quotes: Sequence[Quote], sort: Sort) -> list[Quote]:
    """Quotes in the order that the reader chose; they come from the earliest to the latest."""
    if sort is Sort.NEWEST:
        return list(reversed(quotes))
    if sort is Sort.SPEAKER:
        return sorted(quotes, key=lambda quote: quote.speaker.casefold())
    return list(quotes)


def pages_of(count: int) -> int:
    """How many pages a number of quotes fills; none fills one."""
    return max(1, -(-count // PER_PAGE))


def show_chosen(dossier: Dossier, view: QuotesView) -> None:
    """Place the quote that the link names, before all others."""
    quote = dossier.words.quote(view.quote_id)
    if quote is None:
        return
    with st.container(border=True, key="chosen_quote"):
        _card(quote, dossier, view.show, "chosen")
        if embedded():
            return
        embed_button(f"{quote.speaker}, {quote.date.words}", EMBED_HEIGHT)
        st.button(
            "Show among all quotes",
            key="unchoose_quote",
            icon=":material/close:",
            on_click=lambda: QUOTES.change(quote_id=""),
        )


def show_grid(dossier: Dossier, view: QuotesView, quotes: Sequence[Quote]) -> None:
    """Place the quotes that pass the filters, a page of them at a time."""
    ordered = [quote for quote in in_order(quotes, view.sort) if quote.quote_id != view.quote_id]
    pages = pages_of(len(ordered))
    page = min(view.page, pages)
    grid = st.grid("auto", min_column_width=CARD_WIDTH)
    for quote in ordered[(page - 1) * PER_PAGE : page * PER_PAGE]:
        with grid, st.container(border=True, key=f"quote_{quote.quote_id}"):
            _card(quote, dossier, view.show, quote.quote_id)
    show_files("quotes", write_quotes_view(QuotesView(filters=view.filters), dossier))
    if pages > 1:
        st.session_state[PAGE] = page
        st.pagination(
            pages,
            key=PAGE,
            on_change=lambda: QUOTES.change(page=st.session_state[PAGE]),
        )


def _card(quote: Quote, dossier: Dossier, show: Show, key: str) -> None:
    st.markdown(full_quote(quote, dossier, show))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for event_id in quote.event_ids[:1]:
            page_link("timeline", "Event", icon=":material/timeline:", event=event_id)
        path = quote_link(quote.quote_id)
        text = quote_to_copy(quote, dossier.sources(quote.source_ids))
        copy_text_button(f"copy_quote_{key}", "Copy quote", text, path)
        copy_link_button(f"copy_link_{key}", path)
        cite_button("quote", quote.quote_id)
