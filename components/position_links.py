"""The link of the positions page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `question` | the question in dispute, by id | the first |
| `side` | whose answer stands first: japan, russia or others | as the order alternates |
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from components.dossier import Dossier
from components.params import Params, read_choices, unknown_names

KNOWN = ("question", "side")
SIDES = ("japan", "russia", "others")


@dataclass(frozen=True, slots=True)
class PositionView:
    """All that a reader chose on the positions page.

    Attributes:
        question_id: the question.
        side: the side that the link is about, or ''.
    """

    question_id: str
    side: str = ""


def read_view(params: Params, dossier: Dossier) -> tuple[PositionView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which questions exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    ids = [position.question_id for position in dossier.words.positions]
    question = read_choices(params, "question", ids, ignored)
    side = read_choices(params, "side", SIDES, ignored)
    return PositionView(question[0] if question else ids[0], side[0] if side else ""), ignored


def write_view(view: PositionView, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    params: dict[str, list[str]] = {}
    if view.question_id != dossier.words.positions[0].question_id:
        params["question"] = [view.question_id]
    if view.side:
        params["side"] = [view.side]
    return params


def position_link(question_id: str, side: str = "") -> str:
    """The address of a question, or of one side's answer, relative to any page of the site."""
    params = {"question": question_id} | ({"side": side} if side else {})
    return "./positions?" + urlencode(params)
