"""Links of the quotes: each view comes back from its own link, and no link stops the page."""

from dataclasses import replace
from itertools import chain, combinations, product
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Dossier, QuoteFilters
from components.params import LONGEST_WORDS
from components.quote_links import (
    KNOWN,
    Part,
    QuotesView,
    Show,
    Sort,
    kind_in_links,
    quote_link,
    read_quotes_view,
    write_quotes_view,
    year_windows,
)

NISHIMURA = "qt-1951-nishimura"


@pytest.fixture(scope="module")
def opening(dossier: Dossier) -> QuotesView:
    """What the first visit shows."""
    return QuotesView(phrase_id=dossier.words.phrases[0].phrase_id)


def _there_and_back(view: QuotesView, dossier: Dossier) -> tuple[QuotesView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_quotes_view(view, dossier), doseq=True)
    return read_quotes_view(parse_qs(text), dossier)


def test_every_field_comes_back_with_every_value(dossier: Dossier, opening: QuotesView) -> None:
    words = dossier.words
    sides = dossier.choices("quotes", "side")
    kinds = dossier.choices("quotes", "kind")
    first, last = words.quote_years
    filters = [
        *(QuoteFilters(sides=c) for n in range(1, 4) for c in combinations(sides, n)),
        *(QuoteFilters(kinds=c) for n in range(1, 8) for c in combinations(kinds, n)),
        *(QuoteFilters(languages=(code,)) for code in words.quote_languages),
        QuoteFilters(languages=words.quote_languages),
        *(QuoteFilters(speaker_id=speaker) for speaker in words.speakers),
        *(QuoteFilters(first_year=year) for year in range(first, last + 1)),
        *(QuoteFilters(last_year=year) for year in range(first, last + 1)),
        *(QuoteFilters(first_year=year, last_year=year) for year in (first, 1956, last)),
        *(QuoteFilters(words=text) for text in ("peace", "Хрущёв 固有の & = ? # %41 + ; <b>")),
    ]
    views = [
        *(replace(opening, filters=chosen) for chosen in filters),
        *(replace(opening, part=part) for part in Part),
        *(replace(opening, quote_id=quote.quote_id) for quote in words.quotes),
        *(replace(opening, show=show, sort=sort) for show, sort in product(Show, Sort)),
        *(replace(opening, page=page) for page in (1, 2, 9, 10, 999)),
        *(replace(opening, phrase_id=phrase.phrase_id) for phrase in words.phrases),
        *(
            replace(opening, year=year)
            for year in range(words.wording_years[0], words.wording_years[1] + 1)
        ),
        *(replace(opening, years=name) for name in year_windows(words.wording_years)),
    ]
    assert len(views) > 1000
    for view in views:
        assert _there_and_back(view, dossier) == (view, [])


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("show", Show)
@pytest.mark.parametrize("sort", Sort)
def test_all_fields_come_back_together(
    dossier: Dossier, part: Part, show: Show, sort: Sort
) -> None:
    words = dossier.words
    filters = QuoteFilters(
        ("japan", "other"),
        ("treaty text", "diet answer", "press briefing"),
        words.quote_languages[:2],
        list(words.speakers)[-1],
        1945,
        1991,
        "peace 平和",
    )
    view = QuotesView(part, NISHIMURA, filters, show, sort, 2, words.phrases[-1].phrase_id, 1956)
    assert _there_and_back(view, dossier) == (view, [])


def test_every_cell_of_the_wording_has_its_link(dossier: Dossier, opening: QuotesView) -> None:
    rows = dossier.words.wording
    cells = {(row.phrase_id, year) for row in rows for year in row.years}
    assert len(cells) > 100
    for phrase_id, year in cells:
        view = replace(opening, part=Part.WORDING, phrase_id=phrase_id, year=year)
        assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier, opening: QuotesView) -> None:
    assert read_quotes_view({}, dossier) == (opening, [])
    assert write_quotes_view(opening, dossier) == {}
    assert write_quotes_view(QuotesView(), dossier) == {}


def test_a_link_holds_only_what_differs(dossier: Dossier, opening: QuotesView) -> None:
    def written(**changes: object) -> dict[str, list[str]]:
        return write_quotes_view(replace(opening, **changes), dossier)

    assert written(part=Part.WORDING) == {"part": ["wording"]}
    assert written(quote_id=NISHIMURA) == {"quote": [NISHIMURA]}
    assert written(show=Show.ORIGINAL) == {"show": ["original"]}
    assert written(sort=Sort.NEWEST) == {"sort": ["newest"]}
    assert written(page=2) == {"page": ["2"]}
    assert written(year=1956) == {"year": ["1956"]}
    chosen = QuoteFilters(("japan", "us"), ("treaty text",), ("ja", "ru"), first_year=1945)
    assert written(filters=chosen) == {
        "side": ["japan", "us"],
        "kind": ["treaty"],
        "original": ["ja", "ru"],
        "from": ["1945"],
    }
    whole = QuotesView(
        Part.WORDING,
        NISHIMURA,
        QuoteFilters(("japan",), ("note",), ("ja",), "abe-shinzo", 1945, 1991, "x"),
        Show.ENGLISH,
        Sort.SPEAKER,
        2,
        dossier.words.phrases[1].phrase_id,
        1956,
        "1945-1961",
    )
    assert set(write_quotes_view(whole, dossier)) == set(KNOWN)


def test_what_is_as_it_would_be_anyway_may_stand_in_a_link(
    dossier: Dossier, opening: QuotesView
) -> None:
    params = {
        "part": ["quotes"],
        "show": ["both"],
        "sort": ["oldest"],
        "page": ["1"],
        "phrase": [dossier.words.phrases[0].phrase_id],
    }
    assert read_quotes_view(params, dossier) == (opening, [])


def test_kinds_in_links_are_one_word_and_all_different(dossier: Dossier) -> None:
    kinds = dossier.choices("quotes", "kind")
    names = [kind_in_links(kind) for kind in kinds]
    assert len(set(names)) == len(kinds)
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)


def test_the_shortest_link_of_a_quote_opens_it(dossier: Dossier, opening: QuotesView) -> None:
    for quote in dossier.words.quotes:
        address = quote_link(quote.quote_id)
        for page in ("/", "/map?day=1945-09-01", "/quotes?side=japan", "/sub/positions"):
            parts = urlsplit(urljoin(f"https://example.org{page}", address))
            assert parts.path == ("/sub/quotes" if page.startswith("/sub") else "/quotes")
            view, ignored = read_quotes_view(parse_qs(parts.query), dossier)
            assert (view, ignored) == (replace(opening, quote_id=quote.quote_id), [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"event": ["1956-10-19-joint-declaration"]}, "event"),
        ({"": ["x"]}, ""),
        ({"part": ["map"]}, "part=map"),
        ({"part": ["Wording"]}, "part=Wording"),
        ({"quote": ["qt-1956-nothing"]}, "quote=qt-1956-nothing"),
        ({"quote": [NISHIMURA.upper()]}, f"quote={NISHIMURA.upper()}"),
        ({"quote": ["x" * 5000]}, f"quote={'x' * 39}…"),
        ({"side": ["ussr"]}, "side=ussr"),
        ({"side": ["Japan"]}, "side=Japan"),
        ({"kind": ["poem"]}, "kind=poem"),
        ({"kind": ["treaty text"]}, "kind=treaty text"),
        ({"original": ["xx"]}, "original=xx"),
        ({"original": ["Japanese"]}, "original=Japanese"),
        ({"speaker": ["Abe Shinzo"]}, "speaker=Abe Shinzo"),
        ({"speaker": ["nobody"]}, "speaker=nobody"),
        ({"from": ["abc"]}, "from=abc"),
        ({"from": ["-1956"]}, "from=-1956"),
        ({"from": ["1956.5"]}, "from=1956.5"),
        ({"from": ["１９５６"]}, "from=１９５６"),
        ({"from": ["1600"]}, "from=1600"),
        ({"to": ["9999"]}, "to=9999"),
        ({"to": ["9" * 5000]}, f"to={'9' * 39}…"),
        ({"from": ["2000"], "to": ["1990"]}, "from=2000 after to=1990"),
        ({"show": ["japanese"]}, "show=japanese"),
        ({"sort": ["date"]}, "sort=date"),
        ({"page": ["0"]}, "page=0"),
        ({"page": ["-1"]}, "page=-1"),
        ({"page": ["1000"]}, "page=1000"),
        ({"page": ["two"]}, "page=two"),
        ({"page": ["²"]}, "page=²"),
        ({"page": ["1e1"]}, "page=1e1"),
        ({"phrase": ["peace treaty"]}, "phrase=peace treaty"),
        ({"year": ["1899"]}, "year=1899"),
        ({"year": ["2101"]}, "year=2101"),
        ({"year": ["year"]}, "year=year"),
        ({"sort": ["a\nb"]}, "sort=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, opening: QuotesView, params: dict[str, list[str]], named: str
) -> None:
    assert read_quotes_view(params, dossier) == (opening, [named])
    rest = {"q": ["peace"]}
    view = replace(opening, filters=QuoteFilters(words="peace"))
    assert read_quotes_view(params | rest, dossier) == (view, [named])


def test_everything_wrong_is_named_at_once(dossier: Dossier, opening: QuotesView) -> None:
    names = [name for name in KNOWN if name != "q"]
    view, ignored = read_quotes_view({name: ["wrong"] for name in names}, dossier)
    assert view == opening
    assert sorted(ignored) == sorted(f"{name}=wrong" for name in names)


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier, opening: QuotesView) -> None:
    params = {
        "quote": [NISHIMURA],
        "side": ["us", "atlantis", "japan", "us"],
        "kind": ["diet", "poem"],
        "page": ["x"],
        "utm_source": ["mail"],
        "q": ["  peace   treaty "],
    }
    view, ignored = read_quotes_view(params, dossier)
    filters = QuoteFilters(("japan", "us"), ("diet answer",), words="peace treaty")
    assert view == replace(opening, quote_id=NISHIMURA, filters=filters)
    assert sorted(ignored) == ["kind=poem", "page=x", "side=atlantis", "utm_source"]


def test_of_a_repeated_parameter_the_last_counts(dossier: Dossier) -> None:
    params = {"quote": ["nothing", NISHIMURA], "from": ["1900", "1956"], "page": ["3", "2"]}
    view, ignored = read_quotes_view(params, dossier)
    assert (view.quote_id, view.filters.first_year, view.page) == (NISHIMURA, 1956, 2)
    assert ignored == []


def test_parameters_without_a_value_do_no_harm(dossier: Dossier, opening: QuotesView) -> None:
    for empty in ([], [""]):
        view, _ = read_quotes_view(dict.fromkeys(KNOWN, empty), dossier)
        assert view == opening


def test_embedding_is_not_complained_of(dossier: Dossier, opening: QuotesView) -> None:
    params = {"embed": ["true"], "embed_options": ["dark_theme"]}
    assert read_quotes_view(params, dossier) == (opening, [])


def test_words_that_are_too_long_come_back_as_they_were_cut(dossier: Dossier) -> None:
    for words in ("peace " * 100, "x" * 5000, "y" * (LONGEST_WORDS - 1) + " z"):
        view, _ = read_quotes_view({"q": [words]}, dossier)
        assert 0 < len(view.filters.words) <= LONGEST_WORDS
        assert _there_and_back(view, dossier) == (view, [])


def test_an_ignored_value_is_shown_shortened_and_on_one_line(dossier: Dossier) -> None:
    values = ("x" * 10_000, "<script>alert(1)</script>" * 100, "a\n\n    b\r\nc")
    names = [name for name in KNOWN if name != "q"]
    for name, value in chain(product(names, values), [("z" * 10_000, "1")]):
        _, ignored = read_quotes_view({name: [value]}, dossier)
        assert len(ignored) == 1
        assert len(ignored[0]) <= 60
        assert "\n" not in ignored[0] and "\r" not in ignored[0]
