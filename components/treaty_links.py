"""The link of the treaty page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `part` | offers for what was on the table | the checklist |
| `matter` | the matter of the treaty, by id | the first |
| `offer` | the draft or offer, by id | the first of those shown |
| `side` | who made the offers: japan, russia or third, repeated for several | all |
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from components.dossier import Dossier
from components.dossier.matters import MAKERS
from components.params import Params, read_choices, unknown_names

KNOWN = ("part", "matter", "offer", "side")


class Part(StrEnum):
    """The parts of the page; the value stands in links."""

    MATTERS = "matters"
    OFFERS = "offers"


@dataclass(frozen=True, slots=True)
class TreatyView:
    """All that a reader chose on the treaty page.

    Attributes:
        part: the checklist, or the offers.
        matter_id: the matter that is open.
        offer_id: the offer that is open, or '' for the first of those shown.
        sides: whose offers are listed; all if empty.
    """

    part: Part
    matter_id: str
    offer_id: str = ""
    sides: tuple[str, ...] = ()


def read_treaty_view(params: Params, dossier: Dossier) -> tuple[TreatyView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which matters and offers exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    part = read_choices(params, "part", list(Part), ignored)
    matters = [matter.matter_id for matter in dossier.matters.matters]
    matter = read_choices(params, "matter", matters, ignored)
    offer = read_choices(
        params, "offer", [offer.offer_id for offer in dossier.matters.offers], ignored
    )
    sides = read_choices(params, "side", list(MAKERS), ignored)
    return (
        TreatyView(
            Part(part[0]) if part else Part.OFFERS if offer else Part.MATTERS,
            matter[0] if matter else matters[0],
            offer[0] if offer else "",
            sides,
        ),
        ignored,
    )


def write_treaty_view(view: TreatyView, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    params: dict[str, list[str]] = {}
    offers = view.part is Part.OFFERS
    if offers and not view.offer_id:
        params["part"] = [Part.OFFERS.value]
    if not offers and view.matter_id != dossier.matters.matters[0].matter_id:
        params["matter"] = [view.matter_id]
    if offers and view.offer_id:
        params["offer"] = [view.offer_id]
    if offers and view.sides:
        params["side"] = list(view.sides)
    return params


def matter_link(matter_id: str) -> str:
    """The shortest address of a matter, relative to any page of the site."""
    return "./treaty?" + urlencode({"matter": matter_id})


def offer_link(offer_id: str) -> str:
    """The shortest address of an offer, relative to any page of the site."""
    return "./treaty?" + urlencode({"offer": offer_id})
