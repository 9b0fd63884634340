"""Links of the positions: each comes back from its own link, and no link stops the page."""

from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Dossier
from components.position_links import (
    KNOWN,
    SIDES,
    PositionView,
    position_link,
    read_view,
    write_view,
)


@pytest.fixture(scope="module")
def ids(dossier: Dossier) -> list[str]:
    return [position.question_id for position in dossier.words.positions]


def _there_and_back(view: PositionView, dossier: Dossier) -> tuple[PositionView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    return read_view(parse_qs(urlencode(write_view(view, dossier), doseq=True)), dossier)


def test_every_question_comes_back_with_every_side(dossier: Dossier, ids: list[str]) -> None:
    for question in ids:
        for side in ("", *SIDES):
            view = PositionView(question, side)
            assert _there_and_back(view, dossier) == (view, [])


def test_the_sides_are_those_of_the_answers(dossier: Dossier) -> None:
    assert set(SIDES) == set(dossier.choices("arguments", "side"))


def test_the_first_visit_has_no_parameters(dossier: Dossier, ids: list[str]) -> None:
    assert read_view({}, dossier) == (PositionView(ids[0]), [])
    assert write_view(PositionView(ids[0]), dossier) == {}


def test_a_link_holds_only_what_differs(dossier: Dossier, ids: list[str]) -> None:
    assert write_view(PositionView(ids[1]), dossier) == {"question": [ids[1]]}
    assert write_view(PositionView(ids[0], "russia"), dossier) == {"side": ["russia"]}
    whole = write_view(PositionView(ids[-1], "others"), dossier)
    assert whole == {"question": [ids[-1]], "side": ["others"]}
    assert set(whole) == set(KNOWN)


def test_the_link_of_an_answer_opens_it_from_any_page(dossier: Dossier, ids: list[str]) -> None:
    for question in ids:
        for side in ("", *SIDES):
            for page in ("/", "/quotes?side=japan", "/positions?question=x"):
                address = urljoin(f"https://example.org{page}", position_link(question, side))
                parts = urlsplit(address)
                assert parts.path == "/positions"
                view, ignored = read_view(parse_qs(parts.query), dossier)
                assert (view, ignored) == (PositionView(question, side), [])
        assert "side" not in position_link(question)


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"quote": ["qt-1951-nishimura"]}, "quote"),
        ({"": ["x"]}, ""),
        ({"question": ["pos-nothing"]}, "question=pos-nothing"),
        ({"question": ["POS-YALTA"]}, "question=POS-YALTA"),
        ({"question": ["x" * 5000]}, f"question={'x' * 39}…"),
        ({"question": ["<script>"]}, "question=<script>"),
        ({"side": ["ussr"]}, "side=ussr"),
        ({"side": ["Japan"]}, "side=Japan"),
        ({"side": ["a\nb"]}, "side=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, ids: list[str], params: dict[str, list[str]], named: str
) -> None:
    assert read_view(params, dossier) == (PositionView(ids[0]), [named])


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier, ids: list[str]) -> None:
    params = {"question": [ids[3]], "side": ["moon"], "utm_source": ["mail"]}
    view, ignored = read_view(params, dossier)
    assert view == PositionView(ids[3])
    assert sorted(ignored) == ["side=moon", "utm_source"]
    assert read_view({"question": ["x"], "side": ["russia"]}, dossier) == (
        PositionView(ids[0], "russia"),
        ["question=x"],
    )


def test_parameters_without_a_value_do_no_harm(dossier: Dossier, ids: list[str]) -> None:
    for empty in ([], [""]):
        assert read_view(dict.fromkeys(KNOWN, empty), dossier)[0] == PositionView(ids[0])


def test_embedding_is_not_complained_of(dossier: Dossier, ids: list[str]) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    assert read_view(params, dossier) == (PositionView(ids[0]), [])
