"""Where the rows come from: the order of sources, what rests on each, old names, corrections."""

import csv
import importlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest

from components.corrections import correction_notes
from components.data_page import has_document
from components.dossier import DATA_FOLDER, Dossier, Source, SourceFilters, Store
from components.dossier.model import load_dossier
from components.dossier.provenance import LABELS, STRENGTHS
from components.params import TABLES, renamed
from tests.conftest import DataCopy
from tests.markdown import form, texts
from tests.test_words_pages import notices, open_page, text_of

NEAR = ("original", "official-copy")
"""Strengths of pages that are the document or a sound copy of it."""

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"


def _written(file: str) -> list[dict[str, str]]:
    """The rows of a table as the file has them."""
    with (DATA_FOLDER / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


# The strongest source first


def _is_in_order(sources: list[Source]) -> None:
    near = [source.strength in NEAR for source in sources]
    assert near == sorted(near, reverse=True), "a far page stands before a near one"
    for before, after in pairwise(sources):
        strengths = STRENGTHS.index(before.strength), STRENGTHS.index(after.strength)
        if before.strength in NEAR and after.strength in NEAR:
            treaties = before.kind == "treaty", after.kind == "treaty"
            assert treaties != (False, True), "a text on a treaty stands before the treaty"
            assert treaties[0] != treaties[1] or strengths[0] <= strengths[1]


def test_the_page_nearest_to_the_document_stands_first(dossier: Dossier) -> None:
    shuffled = random.Random(1956)
    every = list(dossier.provenance.sources)
    for _ in range(300):
        some = shuffled.sample(every, 8)
        found = dossier.provenance.strongest_first([source.source_id for source in some])
        assert sorted(map(id, found)) == sorted(map(id, some))
        _is_in_order(found)


def test_far_pages_stand_in_the_order_of_their_strength(dossier: Dossier) -> None:
    far = [source for source in dossier.provenance.sources if source.strength not in NEAR]
    one_each = {source.strength: source for source in far if source.kind != "treaty"}
    ids = [source.source_id for source in one_each.values()]
    found = dossier.provenance.strongest_first(sorted(ids, reverse=True))
    assert [source.strength for source in found] == [name for name in STRENGTHS if name in one_each]
    assert len(found) >= 5


def test_sources_of_the_same_strength_keep_their_order(dossier: Dossier) -> None:
    for strength in ("press", "original"):
        ids = [
            source.source_id
            for source in dossier.provenance.sources
            if source.strength == strength and source.kind != "treaty"
        ][:6]
        for order in (ids, ids[::-1]):
            found = dossier.provenance.strongest_first(order)
            assert [source.source_id for source in found] == order


def test_a_treaty_in_an_archive_stands_before_a_ministry_that_writes_of_it(
    dossier: Dossier,
) -> None:
    sources = dossier.provenance.sources
    treaty = next(s for s in sources if (s.kind, s.strength) == ("treaty", "official-copy"))
    ministry = next(s for s in sources if (s.kind, s.strength) == ("official", "original"))
    blog = next(s for s in sources if s.strength == "private-copy")
    found = dossier.provenance.strongest_first(
        [source.source_id for source in (blog, ministry, treaty)]
    )
    assert found == [treaty, ministry, blog]


def test_every_strength_of_the_schema_has_its_place(dossier: Dossier) -> None:
    assert sorted(STRENGTHS) == sorted(dossier.choices("sources", "strength"))


# What rests on a source


def test_every_row_is_listed_under_every_source_that_it_names(dossier: Dossier) -> None:
    wanted: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for table, column in LABELS.items():
        key = dossier.schema.tables[table].primary_key
        for row in _written(dossier.schema.tables[table].file):
            row_id = "|".join(row[name].strip() for name in key)
            for source_id in row["source_ids"].split(";"):
                wanted[source_id.strip()].add((table, row_id, row[column].strip()))
    for source in dossier.provenance.sources:
        found = dossier.provenance.mentions(source.source_id)
        listed = [(row.table, row.row_id, row.label) for row in found]
        assert sorted(set(listed)) == sorted(wanted[source.source_id]), source.source_id
        assert all(label for _, _, label in listed), source.source_id


def test_nothing_rests_on_a_source_that_is_not_there(dossier: Dossier) -> None:
    assert dossier.provenance.mentions("ZZ-999") == ()
    assert dossier.provenance.source("ZZ-999") is None


# The sources themselves


def test_most_events_have_an_official_or_original_document(dossier: Dossier) -> None:
    with_document = [e for e in dossier.events if has_document(dossier, e.source_ids)]
    assert len(with_document) / len(dossier.events) >= 0.6


def test_news_and_copies_on_private_pages_are_no_documents(dossier: Dossier) -> None:
    for source in dossier.provenance.sources:
        document = has_document(dossier, (source.source_id,))
        assert document == (source.kind in ("official", "treaty") and source.strength in NEAR)
    assert not has_document(dossier, ())


def test_no_event_is_without_a_source(dossier: Dossier) -> None:
    assert [e.event_id for e in dossier.events if not e.source_ids] == []
    assert [row["event_id"] for row in _written("events.csv") if not row["source_ids"]] == []


def _twins(keys: dict[str, tuple[str, ...]]) -> list[list[str]]:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source_id, key in keys.items():
        if all(key[:2]):
            alike[key].append(source_id)
    return [ids for ids in alike.values() if len(ids) > 1]


def _same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_no_two_sources_are_one_document_on_one_site(dossier: Dossier) -> None:
    sources = dossier.provenance.sources
    by_title = {
        s.source_id: (
            _same(s.title),
            _same(s.publisher),
            _same(s.author),
            s.published.text if s.published else "",
            s.language,
        )
        for s in sources
    }
    by_identifier = {
        s.source_id: (s.identifier, _same(s.title), _same(s.publisher)) for s in sources
    }
    assert _twins(by_title) == []
    assert _twins(by_identifier) == []


# Filters


@pytest.mark.parametrize(
    ("part", "column"), [("kinds", "kind"), ("strengths", "strength"), ("languages", "language")]
)
def test_a_filter_leaves_the_sources_that_are_asked_for(
    dossier: Dossier, part: str, column: str
) -> None:
    sources = dossier.provenance.sources
    choices = sorted({getattr(source, column) for source in sources})
    for chosen in ((choices[0],), tuple(choices[1:3])):
        found = dossier.provenance.matching_sources(SourceFilters(**{part: chosen}))
        assert list(found) == [s for s in sources if getattr(s, column) in chosen]
        assert 0 < len(found) < len(sources)


@pytest.mark.parametrize("column", ["title", "publisher", "author", "identifier"])
def test_words_find_a_source_in_any_case(dossier: Dossier, column: str) -> None:
    sources = [source for source in dossier.provenance.sources if getattr(source, column)]
    for source in random.Random(1855).sample(sources, 20):
        for words in (getattr(source, column).upper(), f"  {getattr(source, column).lower()} "):
            found = dossier.provenance.matching_sources(SourceFilters(words=words))
            assert source in found
    assert dossier.provenance.matching_sources(SourceFilters(words="treaty zzzz")) == ()


# Old names


def test_every_alias_leads_to_a_row_or_says_that_it_is_withdrawn(dossier: Dossier) -> None:
    aliases = _written("aliases.csv")
    assert aliases
    for alias in aliases:
        table, old, new = alias["table"], alias["old_id"], alias["new_id"]
        assert dossier.provenance.current_id(table, old) == (new or old)
        if table == "sources":
            assert dossier.provenance.source(old) is None
            assert not new or dossier.provenance.source(new) is not None


def test_an_old_link_to_a_source_opens_the_new_row(dossier: Dossier) -> None:
    aliases = [alias for alias in _written("aliases.csv") if alias["table"] == "sources"]
    assert ("P4-004", "Q-52") in {(alias["old_id"], alias["new_id"]) for alias in aliases}
    page = open_page("sources", q="zzzz")
    for alias in aliases:
        page.query_params["source"] = alias["old_id"]
        page.run()
        assert not page.exception
        if alias["new_id"]:
            assert dossier.provenance.source(alias["new_id"]).title in text_of(page)
            assert not notices(page)
        else:
            (notice,) = notices(page)
            assert f"source={alias['old_id']}" in notice


def test_names_are_led_on_in_their_own_table_only(dossier: Dossier) -> None:
    params = {
        "source": ["P4-004", "Q-1", "nonsense"],
        "quote": ["P4-004"],
        "q": ["P4-004"],
        "colour": ["P4-004"],
        "": [],
    }
    assert renamed(params, dossier) == params | {"source": ["Q-52", "Q-1", "nonsense"]}


LINKS = [
    ("timeline", "event", "events", {}),
    ("quotes", "quote", "quotes", {}),
    ("quotes", "phrase", "phrases", {"part": "wording"}),
    ("positions", "question", "positions", {}),
    ("numbers", "question", "questions", {"chart": "polls-japan"}),
    ("numbers", "chart", "charts", {}),
    ("numbers", "item", "summits", {"chart": "meetings"}),
    ("numbers", "item", "visits", {"chart": "leaders-visits"}),
    ("treaty", "matter", "treaty_matters", {}),
    ("treaty", "offer", "offers", {}),
    ("checked", "claim", "claims", {}),
    ("map", "island", "islands", {}),
    ("map", "offer", "offers", {"day": "1998-04-19"}),
    ("sources", "source", "sources", {}),
    ("story", "scene", "scenes", {}),
    ("story", "tour", "tours", {}),
]
"""Page, parameter, table of its identifiers, and what else the link needs."""


def _example(dossier: Dossier, table: str) -> str:
    """A row that is not the one which a page opens anyway."""
    rows = dossier.rows(table)
    if table == "questions":
        rows = [row for row in rows if row.values["country"] == "Japan"]
    if table == "islands":
        rows = [row for row in rows if row.values["group"] == "disputed"]
    return rows[-1].values[dossier.schema.tables[table].primary_key[0]]


@pytest.fixture(scope="module")
def renamed_site(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Iterator[Dossier]:
    """The site serves data in which a row of each table once had another name."""
    folder = tmp_path_factory.mktemp("renamed")
    for path in DATA_FOLDER.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    tables = sorted({table for _, _, table, _ in LINKS})
    lines = [f"{table},{_old(table)},{_example(dossier, table)}\n" for table in tables]
    with (folder / "aliases.csv").open("a", encoding="utf-8") as file:
        file.writelines(lines)
    module = importlib.import_module("components.dossier.store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "store", Store(folder, look_every_s=3600))
        yield module.current()


def _old(table: str) -> str:
    return "ZZ-1" if table == "sources" else f"once-{table.replace('_', '-')}"


@pytest.mark.parametrize(("page", "parameter", "table", "others"), LINKS)
def test_an_old_link_shows_what_the_new_one_shows(
    renamed_site: Dossier, page: str, parameter: str, table: str, others: dict[str, str]
) -> None:
    new = open_page(page, **others, **{parameter: _example(renamed_site, table)})
    old = open_page(page, **others, **{parameter: _old(table)})
    assert not old.exception and not notices(old)
    assert text_of(old) == text_of(new)
    assert text_of(old) != text_of(open_page(page, **others))


def test_every_parameter_that_can_be_renamed_is_tried() -> None:
    tried = {(parameter, table) for _, parameter, table, _ in LINKS}
    assert tried == {(name, table) for name, tables in TABLES.items() for table in tables}


# Corrections


CARDS = [
    ("timeline", "event", "events"),
    ("quotes", "quote", "quotes"),
    ("checked", "claim", "claims"),
    ("positions", "question", "positions"),
    ("treaty", "matter", "treaty_matters"),
    ("treaty", "offer", "offers"),
]
"""Pages whose cards show corrections, the parameter that opens one, and the table."""


@pytest.fixture
def corrected(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch, dossier: Dossier) -> DataCopy:
    """The site serves data in which a row of each table was put right."""
    release = dossier.provenance.releases[-1].release
    lines = [
        f"c-test-{number},{table},{_example(dossier, table)},Was {table} {HOSTILE}.,"
        f"Now {table} {HOSTILE}.,a reader {HOSTILE},2026-11-24,{release}\n"
        for number, (_, _, table) in enumerate(CARDS)
    ]
    data_copy.write("corrections.csv", data_copy.text("corrections.csv") + "".join(lines))
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=3600))
    return data_copy


def test_a_correction_stands_on_the_card_of_its_row_as_text(
    corrected: DataCopy, dossier: Dossier
) -> None:
    found_by = f"Found by a reader {HOSTILE}."
    for name, parameter, table in CARDS:
        page = open_page(name, **{parameter: _example(dossier, table)})
        assert not page.exception and not notices(page)
        text = text_of(page)
        for part in (f"Was {table} {HOSTILE}.", f"Now {table} {HOSTILE}.", found_by):
            assert text.count(part) == 1, f"{part} on {name}"
        assert "24 November 2026" in text
        raw = "\n".join(part.value for part in page.markdown)
        assert not re.search(r"(?<!\\)(<script|\$d|:red|\*\*b|`e)|(?<!\\)\[l(?<!\\)\]\(", raw)


def test_a_correction_stands_on_no_other_card(corrected: DataCopy, dossier: Dossier) -> None:
    for name, parameter, table in CARDS:
        first = dossier.rows(table)[0].values[dossier.schema.tables[table].primary_key[0]]
        page = open_page(name, **{parameter: first}, **({"q": "zzzz"} if name == "quotes" else {}))
        shown = text_of(page).split("### Often made")[0]  # other statements stand below
        assert f"Was {table}" not in shown, name


@pytest.mark.parametrize(("page", "parameter", "table"), CARDS)
def test_every_real_correction_stands_on_its_card(
    dossier: Dossier, page: str, parameter: str, table: str
) -> None:
    rows = [row for row in dossier.provenance.corrections if row.table == table]
    for row in rows:
        text = text_of(open_page(page, **{parameter: row.row_id}))
        for part in (row.was_en, row.now_en, row.reported_by_en, row.date.words):
            assert part in text, row.correction_id


def test_corrections_of_one_row_stand_from_the_earliest_to_the_latest(
    data_copy: DataCopy, dossier: Dossier
) -> None:
    release = dossier.provenance.releases[-1].release
    event = dossier.events[0].event_id
    days = ("2027-03-01", "2026-12-01", "2027-01-15")
    lines = [
        f"c-test-{number},events,{event},Was {day}.,Now.,a reader,{day},{release}\n"
        for number, day in enumerate(days)
    ]
    data_copy.write("corrections.csv", data_copy.text("corrections.csv") + "".join(lines))
    notes = correction_notes(load_dossier(data_copy.folder), "events", event)
    said = texts(notes)
    assert [re.search(r"Was (\S+)\.", line).group(1) for line in said] == sorted(days)
    assert all("Corrected" in line and f"release {release}" in line for line in said)
    assert form(notes).count("paragraph_open") == 3
    assert correction_notes(dossier, "events", event) == ""


# Releases


def test_new_in_a_release_is_what_it_was_the_first_to_publish(dossier: Dossier) -> None:
    for release in dossier.provenance.releases:
        wanted = Counter(
            (row["table"], row["row_id"])
            for row in _written("published.csv")
            if row["release"] == release.release and row["table"] in LABELS
        )
        withdrawn = {(alias["table"], alias["old_id"]) for alias in _written("aliases.csv")}
        found = dossier.provenance.added_in(release.release)
        assert Counter((row.table, row.row_id) for row in found) == Counter(
            {key: count for key, count in wanted.items() if key not in withdrawn}
        )
        assert all(row.label for row in found)
    assert dossier.provenance.added_in("0.0.1") == ()
