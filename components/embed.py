"""One view without the frame around it, for the pages of others; and the snippet that does it."""

from html import escape
from urllib.parse import urlencode, urljoin

import streamlit as st

from components.prose import link

EMBEDDING = "embedding"


def embedded() -> bool:
    """Whether the page is shown inside the page of another (`?embed=true`)."""
    return bool(st.context.is_embedded)


def view_address(*, embed: bool = False) -> str:
    """The full address of the view as it is in the address bar."""
    params = [
        (name, value)
        for name in st.query_params
        if name not in ("embed", "embed_options")
        for value in st.query_params.get_all(name)
    ]
    if embed:
        params.append(("embed", "true"))
    query = urlencode(params)
    return urljoin(st.context.url or "", f"?{query}" if query else "")


def snippet(address: str, title: str, height: int) -> str:
    """The HTML that shows a view inside another page.

    Args:
        address: the full address, with `embed=true`.
        title: what is shown, for screen readers.
        height: in CSS pixels; on a phone the same is enough, because the view scrolls.
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def embed_button(title: str, height: int) -> None:
    """Place the button that shows the snippet of the view.

    Args:
        title: what is shown.
        height: of the frame in CSS pixels.
    """
    st.button(
        "Embed",
        key="embed",
        on_click=lambda: st.session_state.update({EMBEDDING: (title, height)}),
    )


def show_embedding() -> None:
    """Open the dialog if the button has been pressed in this run; after the address is settled."""
    asked = st.session_state.pop(EMBEDDING, None)
    if asked is not None:
        _dialog(*asked)


@st.dialog("Embed this view", width="medium")
def _dialog(title: str, height: int) -> None:
    st.markdown("This shows the view as it is now, without the frame of the site.")
    st.code(snippet(view_address(embed=True), title, height), language="html", wrap_lines=True)


def show_way_out() -> None:
    """Under an embedded view: the way to the whole page."""
    st.markdown(
        f":small[{link('Unfinished Peace: open this view on its own page', view_address())}]"
    )
