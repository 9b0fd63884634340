"""The link of the page of checked statements: what its query string says, and back.

| parameter | holds | left out when |
|---|---|---|
| `claim` | the statement that stands first, by id | none |
| `origin` | report or common, repeated for several | all |
| `verdict` | holds, part, not or unknown, repeated for several | all |
| `side` | whose case it would help: japan, russia or neither, repeated for several | all |
| `q` | words to search for | empty |
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from components.dossier import ClaimFilters, Dossier
from components.params import LONGEST_WORDS, Params, last_value, read_choices, shown, unknown_names

KNOWN = ("claim", "origin", "verdict", "side", "q")
VERDICTS_IN_LINKS = {
    "holds": "holds",
    "part": "holds in part",
    "not": "does not hold",
    "unknown": "cannot be checked",
}
"""Verdicts in links, and in the data."""


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """All that a reader chose on the page of checked statements.

    Attributes:
        claim_id: the statement that stands first, or ''.
        filters: which statements are shown.
    """

    claim_id: str = ""
    filters: ClaimFilters = field(default_factory=ClaimFilters)


def read_claims_view(params: Params, dossier: Dossier) -> tuple[ClaimsView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which statements exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    claim_id = last_value(params, "claim")
    if claim_id and dossier.matters.claim(claim_id) is None:
        ignored.append(f"claim={shown(claim_id)}")
        claim_id = ""
    verdicts = read_choices(params, "verdict", list(VERDICTS_IN_LINKS), ignored)
    filters = ClaimFilters(
        origins=read_choices(params, "origin", dossier.choices("claims", "origin"), ignored),
        verdicts=tuple(VERDICTS_IN_LINKS[name] for name in verdicts),
        favours=read_choices(params, "side", dossier.choices("claims", "favours"), ignored),
        words=" ".join(last_value(params, "q")[:LONGEST_WORDS].split()),
    )
    return ClaimsView(claim_id, filters), ignored


def write_claims_view(view: ClaimsView, _: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    filters = view.filters
    values = {
        "claim": [view.claim_id],
        "origin": filters.origins,
        "verdict": [
            name for name, verdict in VERDICTS_IN_LINKS.items() if verdict in filters.verdicts
        ],
        "side": filters.favours,
        "q": [filters.words],
    }
    return {name: list(found) for name, found in values.items() if any(found)}


def claim_link(claim_id: str) -> str:
    """The shortest address of a checked statement, relative to any page of the site."""
    return "./checked?" + urlencode({"claim": claim_id})
