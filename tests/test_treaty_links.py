"""Links of the treaty page: each view comes back from its own link, and no link stops the page."""

from itertools import chain, combinations
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Dossier
from components.dossier.matters import MAKERS
from components.treaty_links import (
    KNOWN,
    Part,
    TreatyView,
    matter_link,
    offer_link,
    read_treaty_view,
    write_treaty_view,
)

SIDES = list(chain.from_iterable(combinations(MAKERS, n) for n in range(len(MAKERS) + 1)))


@pytest.fixture(scope="module")
def matters(dossier: Dossier) -> list[str]:
    return [matter.matter_id for matter in dossier.matters.matters]


@pytest.fixture(scope="module")
def offers(dossier: Dossier) -> list[str]:
    return [offer.offer_id for offer in dossier.matters.offers]


def _there_and_back(view: TreatyView, dossier: Dossier) -> tuple[TreatyView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_treaty_view(view, dossier), doseq=True)
    return read_treaty_view(parse_qs(text), dossier)


def test_every_matter_comes_back(dossier: Dossier, matters: list[str]) -> None:
    assert len(matters) > 20
    for matter in matters:
        view = TreatyView(Part.MATTERS, matter)
        assert _there_and_back(view, dossier) == (view, [])


def test_every_offer_comes_back_whoever_is_listed(
    dossier: Dossier, matters: list[str], offers: list[str]
) -> None:
    for offer in ("", *offers):
        for sides in SIDES:
            view = TreatyView(Part.OFFERS, matters[0], offer, sides)
            assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier, matters: list[str]) -> None:
    opening = TreatyView(Part.MATTERS, matters[0])
    assert read_treaty_view({}, dossier) == (opening, [])
    assert write_treaty_view(opening, dossier) == {}


def test_a_link_holds_only_what_differs(
    dossier: Dossier, matters: list[str], offers: list[str]
) -> None:
    def written(*parts) -> dict[str, list[str]]:
        return write_treaty_view(TreatyView(*parts), dossier)

    first, other, offer = matters[0], matters[1], offers[0]
    assert written(Part.MATTERS, other) == {"matter": [other]}
    assert written(Part.OFFERS, first) == {"part": ["offers"]}
    assert written(Part.OFFERS, first, offer) == {"offer": [offer]}
    assert written(Part.OFFERS, first, "", ("japan",)) == {"part": ["offers"], "side": ["japan"]}
    whole = written(Part.OFFERS, first, offer, ("japan", "third"))
    assert whole == {"offer": [offer], "side": ["japan", "third"]}


def test_what_belongs_to_the_other_part_is_left_out(
    dossier: Dossier, matters: list[str], offers: list[str]
) -> None:
    checklist = TreatyView(Part.MATTERS, matters[1], offers[0], ("japan",))
    assert write_treaty_view(checklist, dossier) == {"matter": [matters[1]]}
    table = TreatyView(Part.OFFERS, matters[1], offers[0])
    assert write_treaty_view(table, dossier) == {"offer": [offers[0]]}


@pytest.mark.parametrize("page", ["/", "/quotes?side=japan", "/treaty?matter=x&part=offers"])
def test_the_link_of_a_matter_or_an_offer_opens_it_from_any_page(
    dossier: Dossier, matters: list[str], offers: list[str], page: str
) -> None:
    wanted = {matter_link(name): TreatyView(Part.MATTERS, name) for name in matters}
    wanted |= {offer_link(name): TreatyView(Part.OFFERS, matters[0], name) for name in offers}
    assert len(wanted) == len(matters) + len(offers)
    for link, view in wanted.items():
        address = urlsplit(urljoin(f"https://example.org{page}", link))
        assert address.path == "/treaty"
        assert read_treaty_view(parse_qs(address.query), dossier) == (view, [])


def test_a_named_part_wins_over_what_else_the_link_names(
    dossier: Dossier, matters: list[str], offers: list[str]
) -> None:
    def part(**params: str) -> Part:
        view, ignored = read_treaty_view({name: [v] for name, v in params.items()}, dossier)
        assert ignored == []
        return view.part

    assert part(matter=matters[2], offer=offers[0]) is Part.OFFERS
    assert part(part="matters", offer=offers[0]) is Part.MATTERS
    assert part(part="offers", matter=matters[2]) is Part.OFFERS


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"claim": ["report-armistice"]}, "claim"),
        ({"": ["x"]}, ""),
        ({"part": ["Offers"]}, "part=Offers"),
        ({"part": ["treaty"]}, "part=treaty"),
        ({"matter": ["tm-99-nothing"]}, "matter=tm-99-nothing"),
        ({"matter": ["TM-01-END-OF-WAR"]}, "matter=TM-01-END-OF-WAR"),
        ({"offer": ["of-1998"]}, "offer=of-1998"),
        ({"offer": ["x" * 5000]}, f"offer={'x' * 39}…"),
        ({"offer": ["<script>"]}, "offer=<script>"),
        ({"side": ["ussr"]}, "side=ussr"),
        ({"side": ["USSR/Russia"]}, "side=USSR/Russia"),
        ({"side": ["a\nb"]}, "side=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, matters: list[str], params: dict[str, list[str]], named: str
) -> None:
    opening = TreatyView(Part.MATTERS, matters[0])
    assert read_treaty_view(params, dossier) == (opening, [named])


def test_the_rest_of_a_bad_link_is_kept(
    dossier: Dossier, matters: list[str], offers: list[str]
) -> None:
    params = {"offer": [offers[3]], "side": ["moon", "russia"], "utm_source": ["mail"]}
    view, ignored = read_treaty_view(params, dossier)
    assert view == TreatyView(Part.OFFERS, matters[0], offers[3], ("russia",))
    assert sorted(ignored) == ["side=moon", "utm_source"]


def test_parameters_without_a_value_do_no_harm(dossier: Dossier, matters: list[str]) -> None:
    for empty in ([], [""]):
        view, _ = read_treaty_view(dict.fromkeys(KNOWN, empty), dossier)
        assert view == TreatyView(Part.MATTERS, matters[0])


def test_embedding_is_not_complained_of(dossier: Dossier, matters: list[str]) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    assert read_treaty_view(params, dossier) == (TreatyView(Part.MATTERS, matters[0]), [])
