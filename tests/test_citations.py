"""Citations: what programs of readers make of them, for rows of all kinds."""

import datetime as dt
import importlib
import io
import json
import random
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import bibtexparser
import jsonschema
import pytest
import RISparser
from pylatexenc.latex2text import LatexNodes2Text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import (
    claim_links,
    links,
    map_links,
    number_links,
    position_links,
    quote_links,
    story_links,
    treaty_links,
)
from components.citations import (
    FORMS,
    KINDS,
    SITE,
    STYLES,
    Cited,
    Item,
    as_bibtex,
    as_csl_json,
    as_plain,
    as_ris,
    as_text,
    cited,
    works,
)
from components.dossier import Dossier, Source, Store
from components.dossier.edtf import parse
from components.server import routes
from tests.conftest import DataCopy

TODAY = dt.date(2027, 2, 3)
ROOT = "https://peace.example/site/"
DECLARATION = "1956-10-19-joint-declaration"

CSL_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "integer"},
            },
        },
        "circa": {"type": ["string", "number", "boolean"]},
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
CSL_NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "family": {"type": "string"},
            "given": {"type": "string"},
            "literal": {"type": "string", "minLength": 1},
        },
        "additionalProperties": False,
        "minProperties": 1,
    },
}
CSL_TEXTS = ("title", "container-title", "publisher", "URL", "DOI", "note", "language")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["webpage", "document"]},
            "author": CSL_NAMES,
            "issued": CSL_DATE,
            "accessed": CSL_DATE,
            **{name: {"type": "string", "minLength": 1} for name in CSL_TEXTS},
        },
        "required": ["type", "id", "title"],
        "additionalProperties": False,
    },
}
"""What csl-data.json, the schema of CSL 1.0.2, says of the fields that we use."""


def _every(dossier: Dossier) -> dict[str, list[str]]:
    """All identifiers that can be cited, by kind."""
    figures, matters = dossier.figures, dossier.matters
    return {
        "event": [row.event_id for row in dossier.events],
        "quote": [row.quote_id for row in dossier.words.quotes],
        "claim": [row.claim_id for row in matters.claims],
        "position": [row.question_id for row in dossier.words.positions],
        "matter": [row.matter_id for row in matters.matters],
        "offer": [row.offer_id for row in matters.offers],
        "poll": [row.values["question_id"] for row in dossier.rows("questions")],
        "chart": [row.chart_id for row in figures.charts if row.form != "polls"],
        "map": [day.isoformat() for day in dossier.change_days],
        "scene": [row.scene_id for row in dossier.tours.scenes],
    }


def _works(dossier: Dossier, kind: str, row_id: str) -> list[Item]:
    what = cited(dossier, kind, row_id)
    return works(what, dossier, urljoin(ROOT, what.path), TODAY)


@pytest.fixture(scope="module")
def picked(dossier: Dossier) -> dict[tuple[str, str], list[Item]]:
    """The works of six rows of each kind, always the same as long as the data are."""
    chance = random.Random(20260203)
    every = _every(dossier)
    rows = [(kind, row_id) for kind in every for row_id in chance.sample(every[kind], 6)]
    assert len(rows) >= 60
    return {row: _works(dossier, *row) for row in rows}


@pytest.fixture(scope="module")
def texts(picked: dict[tuple[str, str], list[Item]]) -> dict[tuple[str, str], dict[str, list[str]]]:
    """The same rows in both styles."""
    return {
        row: {style: as_text(items, style) for style in STYLES} for row, items in picked.items()
    }


def _year(item: Item) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""


def _read_bibtex(text: str) -> list[dict[str, str]]:
    """The entries as a program of LaTeX would show them."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    as_tex = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True)
    entries = []
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        for name in ("author", "title", "howpublished", "note"):
            if name in fields:
                fields[name] = as_tex.latex_to_text(fields[name])
        entries.append(fields | {"key": entry.key})
    return entries


def _in_bibtex(text: str) -> str:
    """Text as BibTeX holds it: round brackets for those that it counts."""
    return text.replace("{", "(").replace("}", ")")


def _read_ris(text: str) -> list[dict[str, Any]]:
    return list(RISparser.readris(io.StringIO(text)))


# What is cited


def test_every_row_can_be_cited_by_the_page_that_shows_it(dossier: Dossier) -> None:
    every = _every(dossier)
    assert set(every) == set(KINDS)
    for kind, ids in every.items():
        for row_id in ids:
            what = cited(dossier, kind, row_id)
            assert what is not None and what.sources, f"{kind} {row_id}"
            assert (what.kind, what.row_id) == (kind, row_id) and what.title.strip()
            assert _opened(what.path, dossier) == row_id, what.path


def _opened(path: str, dossier: Dossier) -> str:
    """The row that a link opens, which must be understood whole."""
    parts = urlsplit(urljoin(ROOT, path))
    assert parts.path.startswith("/site/")
    params = parse_qs(parts.query, strict_parsing=True)
    page = parts.path.removeprefix("/site/")
    if page == "map":
        view, ignored = map_links.read_map_view(params, dossier, dt.date.today())
        row_id = view.day.isoformat()
    elif page == "treaty":
        view, ignored = treaty_links.read_treaty_view(params, dossier)
        row_id = view.offer_id if view.part is treaty_links.Part.OFFERS else view.matter_id
    elif page == "numbers":
        view, ignored = number_links.read_numbers_view(params, dossier)
        row_id = view.question_id or view.chart_id
    else:
        read, name = {
            "": (links.read_view, "event_id"),
            "quotes": (quote_links.read_quotes_view, "quote_id"),
            "checked": (claim_links.read_claims_view, "claim_id"),
            "positions": (position_links.read_view, "question_id"),
            "story": (story_links.read_story_view, "scene_id"),
        }[page]
        view, ignored = read(params, dossier)
        row_id = getattr(view, name)
    assert ignored == [], path
    return row_id


def test_the_sources_are_those_of_the_row_with_the_strongest_first(dossier: Dossier) -> None:
    for kind, rows in {
        "event": dossier.events,
        "quote": dossier.words.quotes,
        "claim": dossier.matters.claims,
        "position": dossier.words.positions,
        "matter": dossier.matters.matters,
        "offer": dossier.matters.offers,
        "scene": dossier.tours.scenes,
    }.items():
        for row, row_id in zip(rows, _every(dossier)[kind], strict=True):
            what = cited(dossier, kind, row_id)
            wanted = dossier.provenance.strongest_first(row.source_ids)
            assert list(what.sources) == wanted, row_id


@pytest.mark.parametrize(
    ("kind", "row_id"),
    [
        ("event", "no-such-event"),
        ("event", ""),
        ("events", DECLARATION),
        ("", ""),
        ("quote", DECLARATION),
        ("chart", "polls-russia"),
        ("poll", "no-such-question"),
        ("source", "Q-52"),
        ("map", "1945-02-30"),
        ("map", "1945"),
        ("map", "1945-W35-6"),
        ("map", "0001-01-01"),
        ("map", "today"),
    ],
)
def test_what_is_not_there_has_no_citation(dossier: Dossier, kind: str, row_id: str) -> None:
    assert cited(dossier, kind, row_id) is None


# The two works


def test_the_document_comes_first_and_the_page_second(
    picked: dict[tuple[str, str], list[Item]], dossier: Dossier
) -> None:
    for (kind, row_id), items in picked.items():
        what = cited(dossier, kind, row_id)
        source, page = items
        assert source["id"] == what.sources[0].source_id
        assert source["title"] == what.sources[0].title
        assert page["title"] == what.title
        assert page["URL"] == urljoin(ROOT, what.path)
        assert page["author"] == [{"literal": SITE}]


def test_release_and_day_of_access_are_in(
    picked: dict[tuple[str, str], list[Item]], dossier: Dossier
) -> None:
    release = dossier.provenance.releases[-1]
    words = f"data release {release.release}"
    day = release.date.lower
    for source, page in picked.values():
        (entry, other) = _read_bibtex(as_bibtex([page, source]))
        assert words in entry["howpublished"] and entry["date"] == day.isoformat()
        assert entry["urldate"] == "2027-02-03"
        assert other.get("urldate") == ("2027-02-03" if "URL" in source else None)
        (found, old) = _read_ris(as_ris([page, source]))
        assert words in found["publisher"] and found["date"] == f"{day:%Y/%m/%d}"
        assert found["access_date"] == "2027/02/03"
        assert old.get("access_date") == ("2027/02/03" if "URL" in source else None)
        assert words in page["container-title"]
        assert page["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
        assert page["accessed"] == {"date-parts": [[2027, 2, 3]]}


def test_a_page_without_a_date_is_cited_with_the_day_of_access(dossier: Dossier) -> None:
    source = Source(
        "X-1",
        "A page",
        "Ministry",
        "",
        None,
        "https://e.org/",
        "",
        "en",
        "official",
        "original",
        "",
    )
    what = Cited("event", "x", "An event", "./?event=x", (source,))
    items = works(what, dossier, ROOT, TODAY)
    assert "February 3, 2027" in as_text(items, "apa")[0]
    assert "(n.d.)" in as_text(items, "apa")[0]


def test_the_release_is_in_the_texts_too(
    texts: dict[tuple[str, str], dict[str, list[str]]], dossier: Dossier
) -> None:
    release = f"data release {dossier.provenance.releases[-1].release}"
    for styles in texts.values():
        for _, page in styles.values():
            assert release in page.casefold()


# BibTeX


def test_bibtex_comes_back_with_author_title_year_and_address(
    picked: dict[tuple[str, str], list[Item]],
) -> None:
    for items in picked.values():
        entries = _read_bibtex(as_bibtex(items))
        assert len(entries) == len(items)
        for entry, item in zip(entries, items, strict=True):
            assert entry["title"] == _in_bibtex(item["title"])
            (author,) = item["author"]
            assert entry["author"] == _in_bibtex(author["literal"])
            assert entry.get("year", "") == _year(item)
            assert re.fullmatch(r"[A-Za-z0-9-]+", entry["key"])


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/a_b/c-d.html?x=1&y_z=%20%E6%97%A5#part_2",
        "https://e.org/日本/Россия?q=é",
        "https://e.org/(a)/[b];c,d:e!f*g'h$i+j@k^l|m",
    ],
)
def test_an_address_stands_in_bibtex_letter_by_letter(dossier: Dossier, address: str) -> None:
    source = Source("X-1", "T", "P", "", None, address, "", "en", "news", "press", "")
    what = Cited("event", "x", "T", "./?event=x", (source,))
    for item in works(what, dossier, address, TODAY):
        (entry,) = bibtexparser.parse_string(as_bibtex([item])).entries
        assert entry["url"] == address
        assert _read_ris(as_ris([item]))[0]["url"] == address
        assert json.loads(as_csl_json([item]))[0]["URL"] == address


# RIS


def test_ris_comes_back_with_author_title_year_and_address(
    picked: dict[tuple[str, str], list[Item]],
) -> None:
    for items in picked.values():
        text = as_ris(items)
        assert re.findall(r"^(TY|ER)  - ?", text, re.M) == ["TY", "ER"] * len(items)
        found = _read_ris(text)
        for entry, item in zip(found, items, strict=True):
            assert entry["type_of_reference"] == ("ELEC" if "URL" in item else "GEN")
            assert entry["title"] == item["title"]
            assert entry["authors"] == [author["literal"] for author in item["author"]]
            assert entry.get("year", "") == _year(item)
            assert entry.get("url", "") == item.get("URL", "")
            assert entry.get("doi", "") == item.get("DOI", "")
            assert not entry.get("unknown_tag")


def test_every_line_of_ris_has_the_form_of_the_format(
    picked: dict[tuple[str, str], list[Item]],
) -> None:
    for items in picked.values():
        for line in as_ris(items).splitlines():
            assert re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line), line


# CSL-JSON


def test_csl_json_is_valid_and_holds_the_works(
    picked: dict[tuple[str, str], list[Item]],
) -> None:
    rules = jsonschema.Draft7Validator(CSL)
    for items in picked.values():
        found = json.loads(as_csl_json(items))
        assert [error.message for error in rules.iter_errors(found)] == []
        assert found == items
        for work in found:
            for date in filter(None, (work.get("issued"), work.get("accessed"))):
                (parts,) = date["date-parts"]
                dt.date(*[*parts, 1, 1][:3])  # names a day of the calendar
            assert len(work["accessed"]["date-parts"][0]) == 3 if "accessed" in work else True


def test_a_date_is_as_fine_as_the_source_says(dossier: Dossier) -> None:
    for text, wanted in [
        ("1956", {"date-parts": [[1956]]}),
        ("1956-10", {"date-parts": [[1956, 10]]}),
        ("1956-10-19", {"date-parts": [[1956, 10, 19]]}),
        ("1956~", {"date-parts": [[1956]], "circa": True}),
    ]:
        source = Source("X-1", "T", "P", "", parse(text), "", "", "en", "news", "press", "")
        (item, _) = works(Cited("event", "x", "T", "./", (source,)), dossier, ROOT, TODAY)
        assert item["issued"] == wanted
        assert item["type"] == "document" and "accessed" not in item
        iso = text.rstrip("~")
        assert f"date = {{{iso}}}" in as_bibtex([item])
        assert _read_ris(as_ris([item]))[0]["date"] == iso.replace("-", "/")


# APA and Chicago


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_the_texts_name_author_year_title_and_address(
    picked: dict[tuple[str, str], list[Item]],
    texts: dict[tuple[str, str], dict[str, list[str]]],
) -> None:
    for row, items in picked.items():
        for style, said in texts[row].items():
            assert len(said) == len(items)
            for text, item in zip(said, items, strict=True):
                where = f"{row} {style}: {text}"
                assert item["author"][0]["literal"].casefold() in text.casefold(), where
                assert (_year(item) or "n.d.") in text, where
                title = " ".join(_words(item["title"]))
                assert title in " ".join(_words(text)), where
                address = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
                assert address in text, where
                assert item.get("note", "") in text, where
                assert "\n" not in text and "  " not in text


def test_the_styles_look_as_they_should(
    picked: dict[tuple[str, str], list[Item]],
    texts: dict[tuple[str, str], dict[str, list[str]]],
) -> None:
    for row, items in picked.items():
        for item, apa, chicago in zip(items, *texts[row].values(), strict=True):
            year = _year(item) or "n.d."
            author = re.escape(item["author"][0]["literal"].rstrip("."))
            assert re.match(rf"{author}\.+ \((ca\. )?{year}", apa, re.I), apa
            assert re.match(rf"{author}\.+ (ca\. )?{re.escape(year)}", chicago, re.I), chicago


# A title with everything in it


HOSTILE = "A {brace} \"quote\" 50 % & under_score #1 日本 Россия é <i>x</i> 'y' a/b"


@pytest.fixture
def hostile(dossier: Dossier) -> list[Item]:
    source = Source(
        "X-1",
        HOSTILE,
        f"P {HOSTILE}",
        f"A {HOSTILE}",
        parse("1956"),
        "https://e.org/",
        "N {1} & _",
        "ja",
        "official",
        "original",
        "",
    )
    what = Cited("event", "x", HOSTILE, "./?event=x", (source,))
    return works(what, dossier, urljoin(ROOT, what.path), TODAY)


def test_a_hostile_title_survives_in_every_format(hostile: list[Item]) -> None:
    for entry in _read_bibtex(as_bibtex(hostile)):
        assert entry["title"] == _in_bibtex(HOSTILE)
    assert _read_bibtex(as_bibtex(hostile))[0]["author"] == _in_bibtex(f"A {HOSTILE}")
    for entry in _read_ris(as_ris(hostile)):
        assert entry["title"] == HOSTILE
    assert json.loads(as_csl_json(hostile)) == hostile
    for style in STYLES:
        for text in as_text(hostile, style):
            assert " ".join(_words(HOSTILE)) in " ".join(_words(text))
            for sign in ("{brace}", "%", "&", "under_score", "#1", "日本"):
                assert sign in text.casefold()


@pytest.mark.parametrize("bracket", ["{", "}", "}{", "{{", "{}}"])
def test_brackets_without_a_partner_break_nothing(dossier: Dossier, bracket: str) -> None:
    title = f"One {bracket} two"
    source = Source("X-1", title, title, title, None, "", title, "en", "news", "press", "")
    items = works(Cited("event", "x", title, "./", (source,)), dossier, ROOT, TODAY)
    for entry in _read_bibtex(as_bibtex(items)):
        assert entry["title"] == _in_bibtex(title)
    assert [entry["title"] for entry in _read_ris(as_ris(items))] == [title, title]


@pytest.mark.parametrize("sign", ["\\", "\n", "\u2028", "$", "^", "~"])
def test_other_signs_survive_where_the_format_has_no_meaning_for_them(
    dossier: Dossier, sign: str
) -> None:
    title = f"One {sign} two"
    source = Source("X-1", title, "P", "", None, "", "", "en", "news", "press", "")
    items = works(Cited("event", "x", title, "./", (source,)), dossier, ROOT, TODAY)
    assert [work["title"] for work in json.loads(as_csl_json(items))] == [title, title]
    assert [" ".join(e["title"].split()) for e in _read_ris(as_ris(items))] == [
        " ".join(title.split())
    ] * 2
    for style in STYLES:
        for text in as_text(items, style):
            assert " ".join(title.split()).casefold() in text.casefold()


# The routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


TYPES = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_of_each_kind_is_served(client: TestClient, dossier: Dossier, form: str) -> None:
    for kind, ids in _every(dossier).items():
        answer = client.get(f"/cite/{kind}/{ids[-1]}.{form}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == TYPES[form]
        assert answer.headers["access-control-allow-origin"] == "*"
        what = cited(dossier, kind, ids[-1])
        address = urljoin("http://testserver/", what.path)
        items = works(what, dossier, address, dt.date.today())
        assert answer.text == FORMS[form][0](items)
        if form != "json":
            assert what.sources[0].title in answer.text or form == "bib"
        assert address in answer.text


def test_the_text_for_reading_holds_both_styles(client: TestClient) -> None:
    text = client.get(f"/cite/event/{DECLARATION}.txt").text
    for name in STYLES.values():
        assert f"{name}\n\n" in text
    assert text.count(f"http://testserver/?event={DECLARATION}") == 2


@pytest.mark.parametrize(
    "path",
    [
        "/cite/event/no-such-event.txt",
        f"/cite/event/{DECLARATION}.pdf",
        f"/cite/event/{DECLARATION}.TXT",
        f"/cite/event/{DECLARATION}",
        f"/cite/event/{DECLARATION}.",
        "/cite/event/.txt",
        f"/cite/quote/{DECLARATION}.txt",
        f"/cite/nonsense/{DECLARATION}.txt",
        "/cite/__class__/x.txt",
        "/cite/map/1945-02-30.txt",
        "/cite/map/..%2F..%2Fapp.py",
        "/cite/chart/polls-japan.bib",
        "/cite/event",
        "/cite/",
    ],
)
def test_unknown_citations_are_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert len(answer.text) < 200


def test_hostile_data_break_no_citation(
    client: TestClient, data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = data_copy.line_of("events.csv", f"{DECLARATION},")
    for source_id in data_copy.cell("events.csv", line, "source_ids").split(";"):
        row = data_copy.line_of("sources.csv", f"{source_id},")
        for column in ("title", "publisher", "author", "identifier"):
            data_copy.set_cell("sources.csv", row, column, f"{HOSTILE} {column} }}")
    data_copy.set_cell("events.csv", line, "title_en", HOSTILE)
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=3600))
    answers = {form: client.get(f"/cite/event/{DECLARATION}.{form}") for form in FORMS}
    assert {answer.status_code for answer in answers.values()} == {200}
    titles = [f"{HOSTILE} title }}", HOSTILE]
    assert [entry["title"] for entry in _read_bibtex(answers["bib"].text)] == list(
        map(_in_bibtex, titles)
    )
    assert [entry["title"] for entry in _read_ris(answers["ris"].text)] == titles
    assert [work["title"] for work in answers["json"].json()] == titles
    assert " ".join(_words(HOSTILE)) in " ".join(_words(answers["txt"].text))


# Many readers at once


@contextmanager
def _switching_often() -> Iterator[None]:
    """Threads take turns so often that state they share would show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_readers_at_the_same_time_get_the_same_texts(
    picked: dict[tuple[str, str], list[Item]],
) -> None:
    rows = list(picked.values())[::12]
    wanted = [as_plain(items) for items in rows]
    barrier = threading.Barrier(8)
    got: list[list[str]] = []
    failed: list[Exception] = []

    def ask(turn: int) -> None:
        barrier.wait()
        try:
            order = [(turn + step) % len(rows) for step in range(len(rows))]
            made = {place: as_plain(rows[place]) for place in order}
            got.append([made[place] for place in range(len(rows))])
        except Exception as error:
            failed.append(error)

    with _switching_often():
        threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    assert got == [wanted] * 8
