"""The frame of every page: title, navigation, notices and the line at the foot."""

from pathlib import Path

import streamlit as st

from components.dossier import Dossier, current
from components.dossier.geometry import shoreline_source
from components.notices import show_data_faults
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
    page = st.navigation(site_pages(), position="top")
    st.title("Unfinished Peace")
    st.markdown(words_about(page.url_path))
    dossier = current()  # a look at the files, so that the notice is of this very moment
    show_data_faults()
    page.run()
    _foot(dossier)


def _foot(dossier: Dossier) -> None:
    source, licence = shoreline_source()
    st.divider()
    st.caption(
        f"Data release {dossier.schema.version}, events up to {dossier.last_day:%-d %B %Y}, "
        f"CC BY 4.0. Shoreline: {source} ({licence})."
    )


main()
