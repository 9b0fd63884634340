"""The link of the search: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `q` | words to search for, in any script | empty |
"""

from dataclasses import dataclass

from components.dossier import Dossier
from components.params import LONGEST_WORDS, Params, last_value, unknown_names

KNOWN = ("q",)


@dataclass(frozen=True, slots=True)
class SearchView:
    """The words that a reader searches for."""

    words: str = ""


def read_search_view(params: Params, _: Dossier) -> tuple[SearchView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    words = " ".join(last_value(params, "q")[:LONGEST_WORDS].split())
    return SearchView(words), unknown_names(params, KNOWN)


def write_search_view(view: SearchView, _: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view."""
    return {"q": [view.words]} if view.words else {}
