"""A list of rows in groups, and the card of the one that is open."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from components.lanes import Room
from components.prose import plain

Groups = Mapping[str, Mapping[str, str]]
"""Rows of a list: their labels by id as plain text, under the title of their group (Markdown)."""


@contextmanager
def list_and_card(
    name: str,
    groups: Groups,
    chosen: str,
    choose: Callable[[str], None],
    room: Room,
    *,
    widths: tuple[int, int] = (2, 3),
) -> Iterator[None]:
    """Place a list, and beside it a card that the `with` block fills.

    The card is filled first, so that the browser shows it while the server still writes the
    list. On a narrow page, where both do not fit side by side, the list becomes a choice above it.

    Args:
        name: what a row is, for the keys of the elements: 'matter'.
        groups: the rows; groups without any are left out.
        chosen: id of the row that is open.
        choose: asked to open another.
        room: how wide the page is.
        widths: how the width is shared between list and card.
    """
    narrow = room is not Room.DESKTOP
    left, right = (st.container(), st.container()) if narrow else st.columns(widths)
    with right, st.container(border=True, key=f"{name}_card"):
        yield
    with left:
        if narrow:
            _choice(name, groups, chosen, choose)
        else:
            _buttons(name, groups, chosen, choose)


def _choice(name: str, groups: Groups, chosen: str, choose: Callable[[str], None]) -> None:
    labels = {row: label for rows in groups.values() for row, label in rows.items()}
    key = f"{name}_choice"
    st.session_state[key] = chosen
    st.selectbox(
        name.capitalize(),
        list(labels),
        key=key,
        format_func=labels.get,
        label_visibility="collapsed",
        on_change=lambda: choose(st.session_state[key]),
    )


def _buttons(name: str, groups: Groups, chosen: str, choose: Callable[[str], None]) -> None:
    with st.container(key=f"{name}_list", gap="xsmall"):
        for title, rows in groups.items():
            if rows:
                st.markdown(f"**{title}**")
            for row, label in rows.items():
                st.button(
                    plain(label),
                    key=f"{name}_{row}",
                    type="secondary" if row == chosen else "tertiary",
                    on_click=choose,
                    args=(row,),
                    wrap=True,
                )
