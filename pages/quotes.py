"""What was said: quotes of all sides, and the set phrases of both governments by year."""

import streamlit as st

from components.address import QUOTES
from components.cite import show_citing
from components.dossier import current
from components.embed import embedded, show_embedding
from components.notices import show_ignored
from components.parts import show_parts
from components.quote_filters import PARTS, show_nothing, show_quote_filters
from components.quote_grid import show_chosen, show_grid
from components.quote_links import Part
from components.reader import current_reader, measure_reader
from components.wording_page import show_wording


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    view, ignored = QUOTES.read(dossier)
    show_ignored(ignored)
    if embedded() and view.quote_id:
        show_chosen(dossier, view)
        measure_reader(reader)
        return
    show_parts("quotes", PARTS, view.part, lambda part: QUOTES.change(part=Part(part)))
    if view.part is Part.WORDING:
        show_wording(dossier, view, reader)
    else:
        quotes = dossier.words.matching_quotes(view.filters)
        show_quote_filters(dossier, view, quotes)
        show_chosen(dossier, view)
        if quotes:
            show_grid(dossier, view, quotes)
        else:
            show_nothing()
    QUOTES.settle()
    show_citing()
    show_embedding()
    measure_reader(reader)


page()
