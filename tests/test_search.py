"""The search over everything: in any script and with slips of spelling; results lead somewhere."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from components.dossier import Dossier
from components.dossier.model import load_dossier
from components.dossier.search import MOST_EACH, Found, Index, index_of, normal
from components.params import LONGEST_WORDS
from components.search_links import SearchView, read_search_view, write_search_view
from components.search_page import KINDS, found_text, path_of
from tests.conftest import DataCopy
from tests.markdown import addresses, form, texts
from tests.test_tours import READERS

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"

FIRST = {
    "1855-treaty-of-shimoda": ("Shimoda", "下田", "Симода", "Treaty of Shimoda", "Shimodda"),
    "1875-treaty-of-st-petersburg": ("St Petersburg 1875", "Санкт-Петербург", "1875 exchanged"),
    "1905-treaty-of-portsmouth": ("Portsmouth", "ポーツマス", "Портсмут", "Portsmoth"),
    "1941-neutrality-pact": ("neutrality pact", "中立条約", "Пакт о нейтралитете"),
    "1945-yalta-agreement": ("Yalta", "ヤルタ", "Ялта", "Yaltta"),
    "1945-potsdam-declaration": ("Potsdam", "ポツダム", "Потсдам"),
    "1945-08-28-landing-on-etorofu": ("landing on Iturup",),
    "1945-08-16-stalin-asks-for-hokkaido": ("Stalin Hokkaido", "Сталин Хоккайдо"),
    "1956-10-19-joint-declaration": ("Soviet-Japanese Joint Declaration", "Хатояма"),
    "1991-gorbachev-tokyo-communique": ("Gorbachev", "Горбачёв", "ゴルバチョフ", "Gorbatchev"),
    "1993-tokyo-declaration": ("東京宣言", "Токийская декларация"),
    "1997-krasnoyarsk": ("Krasnoyarsk", "クラスノヤルスク", "Красноярск", "Krasnoyarks"),
    "1998-kawana": ("Kawana", "川奈", "Кавана"),
    "2001-irkutsk-statement": ("Irkutsk", "イルクーツク", "Иркутск", "Irkustk", "Ирктуск"),
    "2010-medvedev-kunashir": ("Medvedev Kunashiri", "Медведев Кунашир", "Medvedev 国後"),
    "2016-nagato-tokyo-summit": ("Nagato", "長門"),
    "2018-singapore-agreement": ("Singapore", "シンガポール", "Сингапур", "Singapoor"),
    "1955-08-malik-offers-habomai-shikotan": ("Malik",),
    "1789-menashi-kunashir-rising": ("Ainu rising",),
    "1811-golovnin-incident": ("Golovnin", "Головнин", "ゴローニン"),
}
"""What is the first event for some words."""

AMONG_FIVE = {
    "1945-09-01-landing-on-kunashiri": (
        "Kunashir",
        "Kunashiri",
        "国後",
        "国後島",
        "Кунашир",
        "Kunasir",
        "Kunashri",
        "Кунашер",
    ),
    "1945-09-01-landing-on-shikotan": ("Shikotan", "色丹", "Шикотан", "Shikotn"),
    "1945-08-28-landing-on-etorofu": ("Etorofu", "Iturup", "択捉", "Итуруп", "Etorofo"),
    "1945-09-03-occupation-of-habomai": ("Habomai", "歯舞", "Хабомаи", "Habomi"),
    "1951-09-08-treaty-of-san-francisco": ("San Francisco", "サンフランシスコ", "San Fransisco"),
    "1956-10-18-khrushchev-kono-talk": ("Khrushchev", "Хрущев", "フルシチョフ", "Khruschev"),
    "1956-10-19-joint-declaration": (
        "joint declaration",
        "joint declaraton",
        "日ソ共同宣言",
        "鳩山",
    ),
    "1945-08-16-stalin-asks-for-hokkaido": ("スターリン",),
    "1993-tokyo-declaration": ("Ельцин",),
    "2025-peskov-no-talks": ("Peskov", "Песков"),
    "2019-lavrov-kono-first-round": ("Lavrov", "Лавров"),
}


def _pairs(wanted: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(words, event) for event, every in wanted.items() for words in every]


@pytest.fixture(scope="module")
def index(dossier: Dossier) -> Index:
    return index_of(dossier)


def _ids(index: Index, words: str, kind: str = "events") -> list[str]:
    return [found.row_id for found in index.find(words).get(kind, ())]


def test_every_query_of_these_tests_has_an_event(dossier: Dossier) -> None:
    wanted = _pairs(FIRST) + _pairs(AMONG_FIVE)
    assert len(wanted) > 60
    assert all(dossier.event(event) for _, event in wanted)


@pytest.mark.parametrize(("words", "event"), _pairs(FIRST))
def test_the_event_that_is_meant_comes_first(index: Index, words: str, event: str) -> None:
    assert _ids(index, words)[:1] == [event]


@pytest.mark.parametrize(("words", "event"), _pairs(AMONG_FIVE))
def test_the_event_that_is_meant_is_among_the_first_five(
    index: Index, words: str, event: str
) -> None:
    assert event in _ids(index, words)[:5]


@pytest.mark.parametrize(
    "names",
    [
        ("Kunashiri", "Kunashir", "国後", "国後島", "Кунашир", "КУНАШИР", "kunashir"),
        ("Etorofu", "Iturup", "択捉", "Итуруп"),
        ("Shikotan", "色丹", "Шикотан"),
        ("Irkutsk", "Иркутск", "イルクーツク"),
        ("Potsdam", "Потсдам", "ポツダム"),
    ],
    ids=lambda names: names[0],
)
def test_the_names_of_one_thing_find_the_same_events(index: Index, names: tuple[str, ...]) -> None:
    found = {name: set(_ids(index, name)) for name in names}
    first, *others = found.values()
    assert first
    for name, ids in zip(names[1:], others, strict=True):
        assert len(ids & first) >= 0.9 * len(first), name


def test_a_word_in_the_title_counts_more_than_one_in_the_text(
    index: Index, dossier: Dossier
) -> None:
    for words in ("Yalta", "Kawana", "Portsmouth"):
        titled = [words in dossier.event(row).title_en for row in _ids(index, words)]
        assert titled == sorted(titled, reverse=True) and titled[0]


def test_all_words_must_fit(index: Index) -> None:
    one, other = set(_ids(index, "Yeltsin")), set(_ids(index, "Krasnoyarsk"))
    both = _ids(index, "Yeltsin Krasnoyarsk")
    assert 0 < len(both) < min(len(one), 50) and set(both) <= one & other
    assert index.find("Yalta zzzzzz") == {}


def test_order_spaces_and_case_of_words_do_not_matter(index: Index) -> None:
    wanted = _ids(index, "Yeltsin Krasnoyarsk")
    for words in ("krasnoyarsk YELTSIN", "  Yeltsin \t\n Krasnoyarsk  ", "Yeltsin, «Krasnoyarsk»"):
        assert sorted(_ids(index, words)) == sorted(wanted), words


@pytest.mark.parametrize(
    "words", ["", " ", "\t\n", '"', "()", "|", "☃", "\\", "…", "zzzz", "x9q7w"]
)
def test_nothing_fits_what_nobody_wrote(index: Index, words: str) -> None:
    assert index.find(words) == {}


@pytest.mark.parametrize(
    "words",
    ["a" * 5000, "国" * 300, "(" * 200, "[a-z]+.*", "%00\x00", "\ud800", "🏝 " * 50, "1" * 99],
)
def test_odd_words_do_no_harm(index: Index, words: str) -> None:
    assert isinstance(index.find(words), dict)


def test_every_row_is_found_by_its_own_title(dossier: Dossier, index: Index) -> None:
    """Or it is among fifty others that the same words fit."""
    rows = [(f.kind, f.row_id, f.title) for f in _everything(dossier, index)]
    assert set(Counter(kind for kind, _, _ in rows)) == set(KINDS)
    for kind, row_id, title in rows[::7]:
        found = _ids(index, title, kind)
        assert row_id in found or len(found) == MOST_EACH, f"{kind} {row_id}"


def _everything(dossier: Dossier, index: Index) -> list[Found]:
    return [entry.found for entry in index._entries]


def test_each_kind_of_row_can_be_found(index: Index) -> None:
    for kind, words in {
        "events": "Kawana",
        "quotes": "Takaichi",
        "positions": "Yalta",
        "claims": "armistice",
        "treaty_matters": "property",
        "offers": "Malik",
        "charts": "kelp",
        "questions": "handing",
        "islands": "Polonsky",
        "places": "Yuzhno-Kurilsk",
        "people": "Witte",
        "glossary": "Irkutsk Statement",
        "sources": "Levada",
    }.items():
        assert _ids(index, words, kind), kind


def test_at_most_fifty_of_a_kind_are_found_and_the_best_kind_stands_first(index: Index) -> None:
    found = index.find("Japan")
    assert max(map(len, found.values())) == MOST_EACH
    assert next(iter(index.find("Irkutsk"))) == "events"
    assert next(iter(index.find("Vladimir Putin プーチン"))) == "people"


def test_texts_are_compared_in_latin_letters_without_marks() -> None:
    assert normal("Кунашир") == normal("Kunashir") == normal("KUNAŠIR".replace("Š", "SH"))
    assert normal("  Iturup/Etorofu — (S-300) ") == "iturup etorofu s 300"
    assert normal("Ōtsuki") == "otsuki"
    assert normal("—…") == ""


def test_readers_at_the_same_time_find_the_same(index: Index) -> None:
    words = [words for words, _ in _pairs(FIRST)]
    alone = [_ids(index, asked) for asked in words]
    with ThreadPoolExecutor(8) as readers:
        for _ in range(3):
            assert list(readers.map(lambda asked: _ids(index, asked), words)) == alone


# Where a result leads


def test_every_result_leads_to_a_view_that_understands_it(dossier: Dossier, index: Index) -> None:
    led = Counter()
    for found in _everything(dossier, index):
        path = path_of(found, dossier)
        if not path:
            led["no way"] += 1
            assert found.kind in ("glossary", "places"), found.kind
            continue
        parts = urlsplit(path.removeprefix("."))
        params = parse_qs(parts.query, strict_parsing=True)
        view, ignored = READERS[parts.path.removeprefix("/")]._read(params, dossier)
        assert ignored == [], path
        assert found.row_id in str(view) or found.kind == "people", path
        led[found.kind] += 1
    assert set(led) == set(KINDS) - {"glossary"} | {"no way"}


def test_a_result_shows_its_title_and_the_beginning_of_its_text(
    dossier: Dossier, index: Index
) -> None:
    for found in _everything(dossier, index)[::9]:
        markdown = found_text(found, dossier)
        shown = " ".join(texts(markdown)[0].split())
        assert shown.startswith(" ".join(found.title.split())), found.row_id
        assert len(shown) <= len(found.title) + 200
        if path := path_of(found, dossier):
            assert [urlsplit(a).path for a in addresses(markdown)] == [urlsplit(path).path]
        if found.text:
            assert found.text.split()[0] in shown.removeprefix(found.title)


def test_a_hostile_row_is_text(dossier: Dossier, index: Index) -> None:
    for kind in KINDS:
        found = next(f for f in _everything(dossier, index) if f.kind == kind and f.text)
        hostile = replace(found, title=HOSTILE, text=HOSTILE)
        plain = replace(found, title="plain", text="plain")
        assert form(found_text(hostile, dossier)) == form(found_text(plain, dossier)), kind
        assert HOSTILE in texts(found_text(hostile, dossier))[0]


def test_an_edit_is_found(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", "1998-kawana,")
    data_copy.set_cell("events.csv", line, "title_en", "The zebra of Kawana")
    assert _ids(index_of(load_dossier(data_copy.folder)), "zebra") == ["1998-kawana"]


# The link


def _there_and_back(view: SearchView, dossier: Dossier) -> tuple[SearchView, list[str]]:
    params = parse_qs(urlencode(write_search_view(view, dossier), doseq=True))
    return read_search_view(params, dossier)


def test_words_come_back_from_their_link_in_any_script(dossier: Dossier) -> None:
    for words in ("", "Kunashir", "国後 1945", "Кунашир & <b>", "a+b=c?d#e", "100 %", HOSTILE):
        view = SearchView(words)
        assert _there_and_back(view, dossier) == (view, [])
    assert write_search_view(SearchView(), dossier) == {}


def test_a_link_is_tidied_cut_and_what_is_unknown_named(dossier: Dossier) -> None:
    assert read_search_view({"q": ["  a \n b "]}, dossier) == (SearchView("a b"), [])
    view, _ = read_search_view({"q": ["x" * 5000]}, dossier)
    assert len(view.words) == LONGEST_WORDS
    params = {"q": ["first", "last"], "colour": ["red"], "embed": ["true"]}
    assert read_search_view(params, dossier) == (SearchView("last"), ["colour"])
    for empty in ([], [""]):
        assert read_search_view({"q": empty}, dossier) == (SearchView(), [])
