"""Links of the sources page: each comes back from its own link, and no link stops the page."""

import random
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Dossier, SourceFilters
from components.params import LONGEST_WORDS
from components.source_links import (
    FIRST_TABLE,
    KNOWN,
    Part,
    SourcesView,
    languages,
    read_sources_view,
    source_link,
    write_sources_view,
)


def _there_and_back(view: SourcesView, dossier: Dossier) -> tuple[SourcesView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    params = urlencode(write_sources_view(view, dossier), doseq=True)
    return read_sources_view(parse_qs(params), dossier)


def test_sources_come_back(dossier: Dossier) -> None:
    for source in dossier.provenance.sources[::7]:
        view = SourcesView(source_id=source.source_id)
        assert _there_and_back(view, dossier) == (view, [])


def test_any_view_comes_back(dossier: Dossier) -> None:
    chance = random.Random(1855)
    ids = ["", *(source.source_id for source in dossier.provenance.sources)]
    kinds, strengths = (dossier.choices("sources", name) for name in ("kind", "strength"))
    words = ("", "treaty", "日本 Россия", "a&b=c #1 +%", "x" * LONGEST_WORDS)

    def some(choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(choice for choice in choices if chance.random() < 0.3)

    for _ in range(200):
        view = SourcesView(
            chance.choice(list(Part)),
            chance.choice(ids),
            SourceFilters(
                some(kinds),
                some(strengths),
                some(tuple(languages(dossier))),
                chance.choice(words),
            ),
            chance.choice(list(dossier.schema.tables)),
        )
        assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier) -> None:
    assert read_sources_view({}, dossier) == (SourcesView(), [])
    assert write_sources_view(SourcesView(), dossier) == {}
    assert SourcesView().part is Part.SOURCES and not SourcesView().filters.any
    assert FIRST_TABLE in dossier.schema.tables


def test_a_link_holds_only_what_differs(dossier: Dossier) -> None:
    view = SourcesView(Part.DATA, table="quotes")
    assert write_sources_view(view, dossier) == {"part": ["data"], "table": ["quotes"]}
    whole = write_sources_view(
        SourcesView(
            Part.METHOD, "Q-52", SourceFilters(("news", "map"), ("press",), ("ja",), "x"), "polls"
        ),
        dossier,
    )
    assert set(whole) == set(KNOWN)
    assert whole["kind"] == ["news", "map"] and whole["source"] == ["Q-52"]


def test_choices_come_in_the_order_of_the_schema_and_once(dossier: Dossier) -> None:
    kinds = dossier.choices("sources", "kind")
    params = {"kind": [kinds[2], kinds[0], kinds[2]], "in": ["ja", "en"]}
    view, ignored = read_sources_view(params, dossier)
    assert ignored == []
    assert view.filters.kinds == (kinds[0], kinds[2])
    assert view.filters.languages == tuple(c for c in languages(dossier) if c in ("ja", "en"))


def test_the_languages_are_those_of_the_sources_the_most_frequent_first(dossier: Dossier) -> None:
    said = [source.language for source in dossier.provenance.sources]
    counts = [said.count(code) for code in languages(dossier)]
    assert counts == sorted(counts, reverse=True)
    assert set(languages(dossier)) == set(said)


def test_words_are_cut_and_cleaned(dossier: Dossier) -> None:
    view, ignored = read_sources_view({"q": ["  a \n\t b  "]}, dossier)
    assert (view.filters.words, ignored) == ("a b", [])
    view, _ = read_sources_view({"q": ["x" * 5000]}, dossier)
    assert len(view.filters.words) == LONGEST_WORDS


def test_the_link_of_a_source_opens_it_from_any_page(dossier: Dossier) -> None:
    for source in dossier.provenance.sources[:50]:
        for page in ("/", "/quotes?side=japan", "/sources?part=method"):
            address = urljoin(f"https://example.org{page}", source_link(source.source_id))
            parts = urlsplit(address)
            assert parts.path == "/sources"
            found = read_sources_view(parse_qs(parts.query), dossier)
            assert found == (SourcesView(source_id=source.source_id), [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"quote": ["qt-1951-nishimura"]}, "quote"),
        ({"": ["x"]}, ""),
        ({"source": ["ZZ-999"]}, "source=ZZ-999"),
        ({"source": ["q-52"]}, "source=q-52"),
        ({"source": ["x" * 5000]}, f"source={'x' * 39}…"),
        ({"source": ["<script>"]}, "source=<script>"),
        ({"part": ["corections"]}, "part=corections"),
        ({"kind": ["News"]}, "kind=News"),
        ({"strength": ["strong"]}, "strength=strong"),
        ({"in": ["xx"]}, "in=xx"),
        ({"table": ["nothing"]}, "table=nothing"),
        ({"table": ["events.csv"]}, "table=events.csv"),
        ({"part": ["a\nb"]}, "part=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, params: dict[str, list[str]], named: str
) -> None:
    assert read_sources_view(params, dossier) == (SourcesView(), [named])


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier) -> None:
    params = {
        "part": ["data"],
        "table": ["quotes"],
        "source": ["nowhere"],
        "kind": ["news", "gossip"],
        "utm_source": ["mail"],
    }
    view, ignored = read_sources_view(params, dossier)
    assert view == SourcesView(Part.DATA, "", SourceFilters(kinds=("news",)), "quotes")
    assert sorted(ignored) == ["kind=gossip", "source=nowhere", "utm_source"]


def test_parameters_without_a_value_do_no_harm(dossier: Dossier) -> None:
    for empty in ([], [""]):
        assert read_sources_view(dict.fromkeys(KNOWN, empty), dossier)[0] == SourcesView()


def test_embedding_is_not_complained_of(dossier: Dossier) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    assert read_sources_view(params, dossier) == (SourcesView(), [])
