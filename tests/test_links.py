"""Links: a view comes back from its own link, and no link, however bad, stops the page."""

from urllib.parse import parse_qs, urlencode

import pytest

from components.camera import Focus
from components.dossier import Dossier, Filters
from components.links import (
    KNOWN,
    LONGEST_WORDS,
    OPENING_EVENT,
    View,
    default_years,
    era_years,
    event_link,
    read_view,
    write_view,
)

JOINT = "1956-10-19-joint-declaration"


def _there_and_back(view: View, dossier: Dossier) -> tuple[View, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_view(view, dossier), doseq=True)
    return read_view(parse_qs(text), dossier)


@pytest.mark.parametrize(
    "view",
    [
        View(OPENING_EVENT, 1615, 2026),
        View(JOINT, 1945, 1991),
        View(JOINT, 1956, 1956),
        View(JOINT, 1855, 2020, focus=Focus.CHAIN),
        View(JOINT, 1945, 1991, Filters(("treaty", "law"), ("shikotan", "habomai"), 2, "peace")),
        View(JOINT, 1945, 1991, Filters(words="Хрущёв 日ソ & = ? # %41 + ; <b>")),
        View(JOINT, 1945, 1991, Filters(level=1), Focus.ISLANDS),
    ],
)
def test_a_view_comes_back_from_its_link(dossier: Dossier, view: View) -> None:
    assert _there_and_back(view, dossier) == (view, [])


def test_every_event_and_era_comes_back(dossier: Dossier) -> None:
    for event in dossier.events:
        for years in [dossier.years, *(era_years(dossier, era) for era in dossier.eras)]:
            view = View(event.event_id, *years).with_event(event)
            assert _there_and_back(view, dossier) == (view, [])


def test_words_that_are_too_long_come_back_as_they_were_cut(dossier: Dossier) -> None:
    for words in ("peace " * 100, "x" * 5000, "y" * (LONGEST_WORDS - 1) + " z"):
        view, _ = read_view({"q": [words]}, dossier)
        assert 0 < len(view.filters.words) <= LONGEST_WORDS
        assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier) -> None:
    view, ignored = read_view({}, dossier)
    assert view == View(OPENING_EVENT, *dossier.years)
    assert ignored == []
    assert write_view(view, dossier) == {}


def test_the_link_of_an_event_holds_its_id_only(dossier: Dossier) -> None:
    for event in dossier.events:
        view, ignored = read_view({"event": [event.event_id]}, dossier)
        assert ignored == []
        wanted = {} if event.event_id == OPENING_EVENT else {"event": [event.event_id]}
        assert write_view(view, dossier) == wanted
        assert parse_qs(event_link(event.event_id).removeprefix("?")) == {"event": [event.event_id]}


def test_the_link_of_an_event_opens_on_its_era_and_holds_it_whole(dossier: Dossier) -> None:
    for event in dossier.events:
        view, _ = read_view({"event": [event.event_id]}, dossier)
        assert view.event_id == event.event_id
        assert view.first_year <= event.first_day.year <= event.last_day.year <= view.last_year
    view, _ = read_view({"event": [JOINT]}, dossier)
    assert (view.first_year, view.last_year) == (1945, 1991)


def test_years_that_would_hide_the_event_are_widened(dossier: Dossier) -> None:
    view, ignored = read_view({"event": [JOINT], "from": ["1991"], "to": ["2022"]}, dossier)
    assert (view.event_id, view.first_year, view.last_year) == (JOINT, 1956, 2022)
    assert ignored == []


def test_one_year_alone_reaches_to_the_end_of_the_data(dossier: Dossier) -> None:
    first, last = dossier.years
    assert read_view({"event": [JOINT], "from": ["1950"]}, dossier)[0].last_year == last
    assert read_view({"event": [JOINT], "to": ["1960"]}, dossier)[0].first_year == first


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"event": ["1956-nothing"]}, "event=1956-nothing"),
        ({"event": ["Joint Declaration"]}, "event=Joint Declaration"),
        ({"event": [JOINT.upper()]}, f"event={JOINT.upper()}"),
        ({"colour": ["red"]}, "colour"),
        ({"": ["x"]}, ""),
        ({"cat": ["treaties"]}, "cat=treaties"),
        ({"island": ["iturup"]}, "island=iturup"),
        ({"level": ["0"]}, "level=0"),
        ({"level": ["4"]}, "level=4"),
        ({"level": ["two"]}, "level=two"),
        ({"level": ["-1"]}, "level=-1"),
        ({"level": ["１"]}, "level=１"),
        ({"level": ["²"]}, "level=²"),
        ({"from": ["abc"]}, "from=abc"),
        ({"from": ["1e3"]}, "from=1e3"),
        ({"from": ["1956.5"]}, "from=1956.5"),
        ({"from": ["１９５６"]}, "from=１９５６"),
        ({"from": ["١٩٥٦"]}, "from=١٩٥٦"),
        ({"from": ["1400"]}, "from=1400"),
        ({"to": ["9999"]}, "to=9999"),
        ({"to": ["9" * 5000]}, f"to={'9' * 39}…"),
        ({"from": [" 1956"]}, "from=1956"),
        ({"from": ["2000"], "to": ["1990"]}, "from=2000 after to=1990"),
        ({"focus": ["moon"]}, "focus=moon"),
    ],
)
def test_what_is_not_understood_is_left_out_and_named(
    dossier: Dossier, params: dict[str, list[str]], named: str
) -> None:
    view, ignored = read_view(params, dossier)
    assert ignored == [named]
    assert view == View(OPENING_EVENT, *dossier.years)


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier) -> None:
    params = {
        "event": [JOINT],
        "cat": ["law", "nonsense", "treaty", "law"],
        "level": ["x"],
        "utm_source": ["mail"],
        "q": ["  peace   treaty "],
    }
    view, ignored = read_view(params, dossier)
    assert view == View(JOINT, 1945, 1991, Filters(("treaty", "law"), words="peace treaty"))
    assert sorted(ignored) == ["cat=nonsense", "level=x", "utm_source"]


def test_of_a_repeated_parameter_the_last_counts(dossier: Dossier) -> None:
    view, ignored = read_view({"event": ["nothing", JOINT], "level": ["1", "2"]}, dossier)
    assert (view.event_id, view.filters.level) == (JOINT, 2)
    assert ignored == []


def test_parameters_without_a_value_do_no_harm(dossier: Dossier) -> None:
    for empty in ([], [""]):
        view, _ = read_view(dict.fromkeys(KNOWN, empty), dossier)
        assert view == View(OPENING_EVENT, *dossier.years)


def test_embedding_is_not_complained_of(dossier: Dossier) -> None:
    params = {"embed": ["true"], "embed_options": ["dark_theme"], "event": [JOINT]}
    view, ignored = read_view(params, dossier)
    assert view.event_id == JOINT
    assert ignored == []


def test_an_ignored_value_is_shown_shortened_and_on_one_line(dossier: Dossier) -> None:
    for value in ("x" * 10_000, "<script>alert(1)</script>" * 100, "a\n\n    b\r\nc"):
        for name in ("event", "cat", "island", "level", "from", "to", "focus"):
            _, ignored = read_view({name: [value]}, dossier)
            assert len(ignored) == 1
            assert len(ignored[0]) <= 60
            assert "\n" not in ignored[0] and "\r" not in ignored[0]


def test_a_strange_name_is_shown_shortened_too(dossier: Dossier) -> None:
    _, ignored = read_view({"z" * 10_000: ["1"]}, dossier)
    assert len(ignored) == 1
    assert len(ignored[0]) <= 60


def test_every_default_shows_the_event(dossier: Dossier) -> None:
    for event in dossier.events:
        first, last = default_years(dossier, event.event_id)
        assert first <= event.first_day.year and event.last_day.year <= last
        assert dossier.years[0] <= first <= last <= dossier.years[1]
