"""Links of the checked statements: each view comes back from its own link, none stops the page."""

from itertools import chain, combinations, product
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.claim_links import (
    KNOWN,
    VERDICTS_IN_LINKS,
    ClaimsView,
    claim_link,
    read_claims_view,
    write_claims_view,
)
from components.claim_page import FAVOURS, ORIGINS, VERDICTS
from components.dossier import ClaimFilters, Dossier
from components.params import LONGEST_WORDS

OPENING = ClaimsView()
ARMISTICE = "report-armistice"


def _there_and_back(view: ClaimsView, dossier: Dossier) -> tuple[ClaimsView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_claims_view(view, dossier), doseq=True)
    return read_claims_view(parse_qs(text), dossier)


def _subsets(values) -> list[tuple[str, ...]]:
    values = list(values)
    return list(chain.from_iterable(combinations(values, n) for n in range(len(values) + 1)))


def test_every_statement_comes_back(dossier: Dossier) -> None:
    for claim in dossier.matters.claims:
        view = ClaimsView(claim.claim_id)
        assert _there_and_back(view, dossier) == (view, [])


def test_every_choice_of_filters_comes_back(dossier: Dossier) -> None:
    """The choices stand in the order of the buttons of the page."""
    choices = product(_subsets(ORIGINS), _subsets(VERDICTS), _subsets(FAVOURS))
    for origins, verdicts, favours in choices:
        view = ClaimsView(ARMISTICE, ClaimFilters(origins, verdicts, favours, "war"))
        assert _there_and_back(view, dossier) == (view, [])


@pytest.mark.parametrize(
    "words", ["peace treaty", "平和条約", "Курилы", "a&b=c#d", "50 %", "<b>", "+"]
)
def test_words_come_back_as_they_are(dossier: Dossier, words: str) -> None:
    view = ClaimsView(filters=ClaimFilters(words=words))
    assert _there_and_back(view, dossier) == (view, [])


def test_very_long_words_are_cut_once(dossier: Dossier) -> None:
    view, ignored = read_claims_view({"q": ["ab " * 1000]}, dossier)
    assert 0 < len(view.filters.words) <= LONGEST_WORDS
    assert ignored == []
    assert _there_and_back(view, dossier) == (view, [])


def test_links_and_page_know_the_choices_of_the_data(dossier: Dossier) -> None:
    assert set(VERDICTS_IN_LINKS.values()) == set(dossier.choices("claims", "verdict"))
    assert set(VERDICTS) == set(dossier.choices("claims", "verdict"))
    assert set(ORIGINS) == set(dossier.choices("claims", "origin"))
    assert set(FAVOURS) == set(dossier.choices("claims", "favours"))


def test_the_first_visit_has_no_parameters(dossier: Dossier) -> None:
    assert read_claims_view({}, dossier) == (OPENING, [])
    assert write_claims_view(OPENING, dossier) == {}
    assert not OPENING.filters.any


def test_a_link_holds_only_what_differs(dossier: Dossier) -> None:
    def written(**filters) -> dict[str, list[str]]:
        return write_claims_view(ClaimsView(filters=ClaimFilters(**filters)), dossier)

    assert written(origins=("report",)) == {"origin": ["report"]}
    assert written(verdicts=("does not hold", "holds")) == {"verdict": ["holds", "not"]}
    assert written(favours=("russia",)) == {"side": ["russia"]}
    assert written(words="armistice") == {"q": ["armistice"]}
    assert write_claims_view(ClaimsView(ARMISTICE), dossier) == {"claim": [ARMISTICE]}
    filters = ClaimFilters(("report",), ("holds",), ("japan",), "war")
    assert set(write_claims_view(ClaimsView(ARMISTICE, filters), dossier)) == set(KNOWN)


@pytest.mark.parametrize("page", ["/", "/numbers?chart=kelp", "/checked?q=war"])
def test_the_link_of_a_statement_opens_it_from_any_page(dossier: Dossier, page: str) -> None:
    for claim in dossier.matters.claims:
        address = urlsplit(urljoin(f"https://example.org{page}", claim_link(claim.claim_id)))
        assert address.path == "/checked"
        found = read_claims_view(parse_qs(address.query), dossier)
        assert found == (ClaimsView(claim.claim_id), [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"matter": ["tm-01-end-of-war"]}, "matter"),
        ({"": ["x"]}, ""),
        ({"claim": ["no-such-claim"]}, "claim=no-such-claim"),
        ({"claim": ["REPORT-ARMISTICE"]}, "claim=REPORT-ARMISTICE"),
        ({"claim": ["x" * 5000]}, f"claim={'x' * 39}…"),
        ({"claim": ["<script>"]}, "claim=<script>"),
        ({"origin": ["bbc"]}, "origin=bbc"),
        ({"verdict": ["true"]}, "verdict=true"),
        ({"verdict": ["does not hold"]}, "verdict=does not hold"),
        ({"side": ["us"]}, "side=us"),
        ({"side": ["a\nb"]}, "side=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, params: dict[str, list[str]], named: str
) -> None:
    assert read_claims_view(params, dossier) == (OPENING, [named])


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier) -> None:
    params = {
        "claim": ["nothing"],
        "verdict": ["maybe", "part"],
        "q": ["  two   islands "],
        "utm_source": ["mail"],
    }
    view, ignored = read_claims_view(params, dossier)
    filters = ClaimFilters(verdicts=("holds in part",), words="two islands")
    assert view == ClaimsView(filters=filters)
    assert sorted(ignored) == ["claim=nothing", "utm_source", "verdict=maybe"]


def test_parameters_without_a_value_do_no_harm(dossier: Dossier) -> None:
    for empty in ([], [""]):
        assert read_claims_view(dict.fromkeys(KNOWN, empty), dossier)[0] == OPENING


def test_embedding_is_not_complained_of(dossier: Dossier) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    assert read_claims_view(params, dossier) == (OPENING, [])
