"""The missing peace treaty as a checklist, and the drafts and offers that were on the table."""

import streamlit as st

from components.address import TREATY
from components.cite import show_citing
from components.copy_button import copy_link_button
from components.dossier import current
from components.notices import show_ignored
from components.parts import show_parts
from components.reader import current_reader, measure_reader
from components.treaty_links import Part
from components.treaty_page import PARTS, show_matters, show_offers


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    view, ignored = TREATY.read(dossier)
    show_ignored(ignored)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_parts(
            "treaty",
            PARTS,
            view.part,
            lambda part: TREATY.change(part=Part(part), offer_id=""),
        )
        copy_link_button()
    if view.part is Part.OFFERS:
        show_offers(dossier, view, reader.room)
    else:
        show_matters(dossier, view, reader.room)
    TREATY.settle()
    show_citing()
    measure_reader(reader)


page()
