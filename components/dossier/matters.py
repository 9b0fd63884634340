"""What a peace treaty would settle, what was offered, and statements that were checked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.dossier.records import Matter, Offer
from components.dossier.word_records import Claim

MATTER_TABLES = ("treaty_matters", "offers", "claims")
"""The tables that `Matters` is made of."""

MAKERS = {"japan": "Japan", "russia": "USSR/Russia", "third": "third"}
"""Sides in links, and who made an offer in the table."""


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """Which checked statements a reader wants to see; an empty tuple or string asks for all.

    Attributes:
        origins: 'report' (the news report of April 2025), 'common' (often made).
        verdicts: what the sources bear out.
        favours: whose case a statement would help.
        words: every one of these words must stand in the statement or the finding.
    """

    origins: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    favours: tuple[str, ...] = ()
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether something is filtered at all."""
        return self != ClaimFilters()


class Matters:
    """Matters, offers and claims, read-only."""

    def __init__(self, rows: Mapping[str, Sequence[Any]]) -> None:
        self.matters: tuple[Matter, ...] = tuple(rows["treaty_matters"])
        self.offers: tuple[Offer, ...] = tuple(
            sorted(rows["offers"], key=lambda offer: (offer.date.lower, offer.offer_id))
        )
        self.claims: tuple[Claim, ...] = tuple(rows["claims"])

    def matter(self, matter_id: str) -> Matter | None:
        """The matter with an id, or None."""
        return next((row for row in self.matters if row.matter_id == matter_id), None)

    def offer(self, offer_id: str) -> Offer | None:
        """The offer with an id, or None."""
        return next((row for row in self.offers if row.offer_id == offer_id), None)

    def claim(self, claim_id: str) -> Claim | None:
        """The checked statement with an id, or None."""
        return next((row for row in self.claims if row.claim_id == claim_id), None)

    def offers_by(self, sides: Iterable[str]) -> tuple[Offer, ...]:
        """The offers made by any of the sides, by date; all if none is named.

        Args:
            sides: keys of `MAKERS`.
        """
        makers = {MAKERS[side] for side in sides}
        return tuple(
            offer for offer in self.offers if not makers or not makers.isdisjoint(offer.by)
        )

    def matching_claims(self, filters: ClaimFilters) -> tuple[Claim, ...]:
        """The checked statements that pass the filters, in the order of the table."""
        words = filters.words.casefold().split()
        return tuple(
            claim
            for claim in self.claims
            if (not filters.origins or claim.origin in filters.origins)
            and (not filters.verdicts or claim.verdict in filters.verdicts)
            and (not filters.favours or claim.favours in filters.favours)
            and all(
                word in f"{claim.claim_en} {claim.finding_en} {claim.made_by_en}".casefold()
                for word in words
            )
        )

    def states(self) -> Counter[str]:
        """How many matters are in each state."""
        return Counter(matter.state for matter in self.matters)
