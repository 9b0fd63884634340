"""The frame of every page: title, navigation, notices and the line at the foot."""

from pathlib import Path

import streamlit as st

from components.address import STORY
from components.dossier import Dossier, current
from components.dossier.geometry import shoreline_source
from components.embed import embedded, show_way_out
from components.lanes import Room
from components.notices import show_data_faults
from components.overlay import lift_first_paint
from components.reader import current_reader
from components.search_page import show_search_box
from components.site import site_pages, words_about

ROOT = Path(__file__).resolve().parents[1]
ICON = ROOT / "components" / "icon.png"

ABOUT = """
**Unfinished Peace**: the dispute between Japan and Russia over four islands, and the peace
treaty that the Second World War never got. Every row has its sources; neither side's
names come first by rank.
"""


def main() -> None:
    """Draw the frame and run the page that the address names."""
    st.set_page_config(
        page_title="Unfinished Peace",
        page_icon=str(ICON),
        layout="wide",
        menu_items={"About": ABOUT},
    )
    bare = embedded() or STORY.here().present
    page = st.navigation(site_pages(), position="hidden" if bare else "top")
    dossier = current()  # a look at the files, so that the notice is of this very moment
    if bare:
        page.run()
        if embedded():
            show_way_out()
        lift_first_paint()
        return
    _head(page)
    show_data_faults()
    page.run()
    _foot(dossier)
    lift_first_paint()


def _head(page: st.Page) -> None:
    """Title and search on one line; on a phone one under the other."""
    phone = current_reader().room is Room.PHONE
    line = st.container(horizontal=not phone, horizontal_alignment="distribute", key="head")
    line.title("Unfinished Peace", anchor=False, width="content")
    if phone:
        st.markdown(words_about(page.url_path))
    if page.url_path != "search":
        with st.container() if phone else line:
            show_search_box()
    if not phone:
        st.markdown(words_about(page.url_path))


def _foot(dossier: Dossier) -> None:
    source, licence = shoreline_source()
    st.divider()
    st.caption(
        f"Data release {dossier.schema.version}, events up to {dossier.last_day:%-d %B %Y}, "
        f"CC BY 4.0. Shoreline: {source} ({licence})."
    )


main()
