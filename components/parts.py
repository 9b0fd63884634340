"""The switch between the parts of a page."""

from collections.abc import Callable, Mapping

import streamlit as st


def show_parts(
    page: str, names: Mapping[str, str], chosen: str, choose: Callable[[str], None]
) -> None:
    """Place the switch.

    Args:
        page: the page, for the key of the element.
        names: what each part is called, by its value in links.
        chosen: the part that is shown.
        choose: asked for another.
    """
    key = f"{page}_part"
    st.session_state[key] = chosen
    st.segmented_control(
        "Part of the page",
        list(names),
        key=key,
        required=True,
        format_func=names.get,
        label_visibility="collapsed",
        on_change=lambda: choose(st.session_state[key]),
    )
