"""Where the data come from: sources, method, downloads, releases and corrections."""

import streamlit as st

from components.address import SOURCES
from components.data_page import corrections_text, method_text, show_data
from components.dossier import current
from components.notices import show_ignored
from components.parts import show_parts
from components.reader import current_reader, measure_reader
from components.source_links import Part
from components.source_page import show_sources

PARTS = {
    Part.SOURCES: "Sources",
    Part.METHOD: "Method",
    Part.DATA: "Downloads and columns",
    Part.CORRECTIONS: "Releases and corrections",
}


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    view, ignored = SOURCES.read(dossier)
    show_ignored(ignored)
    show_parts("sources", PARTS, view.part, lambda part: SOURCES.change(part=Part(part)))
    if view.part is Part.METHOD:
        st.markdown(method_text(dossier))
    elif view.part is Part.DATA:
        show_data(dossier, view, reader.room)
    elif view.part is Part.CORRECTIONS:
        st.markdown(corrections_text(dossier))
    else:
        show_sources(dossier, view)
    SOURCES.settle()
    measure_reader(reader)


page()
