"""Who held what, in words."""

from collections.abc import Sequence

from components.dossier import Control

MANNERS = {"treaty": " (by treaty)", "de facto": " (de facto)", "joint": " (in common)"}


def holder_words(spans: Sequence[Control]) -> str:
    """Who held an area, in words: 'Japan (by treaty)', 'not recorded so early'.

    Args:
        spans: what `Dossier.control_on` gives for the area.
    """
    if not spans:
        return "not recorded so early"
    if len(spans) > 1:
        return f"passing from {spans[0].controller} to {spans[-1].controller}"
    return spans[0].controller + MANNERS.get(spans[0].kind, "")
