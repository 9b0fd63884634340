"""The data as others take them away: whole, as a page shows them, harmless, and kept by content."""

import csv
import gzip
import importlib
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import brotli
import frictionless
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from components.compressed import Compressed
from components.dossier import DATA_FOLDER, Dossier, Store
from components.dossier.exports import descriptor, harmless, original, package_zip, table_csv
from components.dossier.model import load_dossier
from components.dossier.schema import Column
from components.files_line import files_text
from components.server import routes
from tests.conftest import DataCopy
from tests.markdown import addresses
from tests.test_words_pages import cards, copies, open_page

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that some spreadsheets run."""

HOSTILE = (
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(1;2)",
    "'=1+1",
    "''@x",
    "'-",
    "'quoted' words",
    "'",
    "''",
    "a = b - c",
    "−5 is a minus sign of its own",
)
"""Cells that a table can hold."""


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes(), middleware=[Middleware(Compressed)]))


def _tables() -> list[str]:
    package = json.loads((DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return [resource["name"] for resource in package["resources"]]


def _get(client: TestClient, path: str, **headers: str) -> Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get(path, headers=names)
    assert answer.status_code == 200, path
    return answer


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def _numeric(column: Column) -> bool:
    return column.type in ("integer", "number")


# Every table, whole


@pytest.mark.parametrize("table", _tables())
def test_a_table_as_csv_is_the_table_cell_by_cell(
    client: TestClient, dossier: Dossier, table: str
) -> None:
    schema = dossier.schema.tables[table]
    answer = _get(client, f"/data/{table}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8")
    assert text.count("\r\n") == text.count("\n"), "lines end as RFC 4180 has it"
    header, *rows = _cells(text)
    in_file, *wanted = _cells((DATA_FOLDER / schema.file).read_text(encoding="utf-8-sig"))
    assert header == [column.name for column in schema.columns]
    places = [in_file.index(name) for name in header]
    read_back = [
        [
            cell if _numeric(column) else original(cell)
            for cell, column in zip(row, schema.columns, strict=True)
        ]
        for row in rows
    ]
    assert read_back == [[row[place] for place in places] for row in wanted if row]


def _typed(cell: str, column: Column) -> Any:
    cell = cell.strip()
    if column.type == "list":
        return [item.strip() for item in cell.split(column.delimiter)] if cell else []
    if _numeric(column):
        return (int(cell) if column.type == "integer" else float(cell)) if cell else None
    return (cell or None) if column.is_date else cell


@pytest.mark.parametrize("table", _tables())
def test_a_table_as_json_has_numbers_lists_and_dates(
    client: TestClient, dossier: Dossier, table: str
) -> None:
    schema = dossier.schema.tables[table]
    answer = _get(client, f"/data/{table}.json")
    assert answer.headers["content-type"] == "application/json"
    columns = {column.name: column for column in schema.columns}
    text = (DATA_FOLDER / schema.file).read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    wanted = [{name: _typed(row[name], columns[name]) for name in columns} for row in rows]
    found = answer.json()
    assert found == wanted
    for row in found:
        for name, column in columns.items():
            if column.type == "integer" and row[name] is not None:
                assert type(row[name]) is int


def test_negative_numbers_stay_numbers(client: TestClient, dossier: Dossier) -> None:
    west = [event for event in dossier.events if event.lon is not None and event.lon < 0]
    assert west
    header, *rows = _cells(_get(client, "/data/events.csv").text)
    cells = {row[0]: row[header.index("lon")] for row in rows}
    for event in west:
        assert float(cells[event.event_id]) == event.lon
        assert cells[event.event_id].startswith("-")


# Shapes


def _is_position(position: Any) -> bool:
    lon, lat = position
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _is_collection(answer: Response) -> list[dict[str, Any]]:
    """The features, which must be as RFC 7946 has them."""
    assert answer.headers["content-type"] == "application/geo+json"
    shapes = answer.json()
    assert set(shapes) == {"type", "features"} and shapes["type"] == "FeatureCollection"
    for shape in shapes["features"]:
        assert set(shape) == {"type", "geometry", "properties"} and shape["type"] == "Feature"
        assert set(shape["geometry"]) == {"type", "coordinates"}
        assert isinstance(shape["properties"], dict)
    return shapes["features"]


def test_events_with_a_place_are_points_with_longitude_first(
    client: TestClient, dossier: Dossier
) -> None:
    features = _is_collection(_get(client, "/data/events.geojson"))
    found = {shape["properties"]["event_id"]: shape for shape in features}
    assert set(found) == {event.event_id for event in dossier.events if event.lat is not None}
    assert len(found) == len(features)
    for event_id, shape in found.items():
        event = dossier.event(event_id)
        assert shape["geometry"] == {"type": "Point", "coordinates": [event.lon, event.lat]}
        assert _is_position(shape["geometry"]["coordinates"])
        assert shape["properties"]["title_en"] == event.title_en
        assert not {"lat", "lon"} & set(shape["properties"])
    lon, lat = found["1956-10-19-joint-declaration"]["geometry"]["coordinates"]
    assert 37 < lon < 38 and 55 < lat < 56, "the Declaration was signed in Moscow"


def test_borders_are_lines_by_the_islands(client: TestClient, dossier: Dossier) -> None:
    features = _is_collection(_get(client, "/data/borders.geojson"))
    assert len(features) == dossier.row_counts()["borders"]
    for shape in features:
        assert shape["geometry"]["type"] == "LineString"
        points = shape["geometry"]["coordinates"]
        border = dossier.border(shape["properties"]["border_id"])
        assert [(lat, lon) for lon, lat in points] == list(border.points)
        assert len(points) >= 2 and all(map(_is_position, points))
        assert all(lon > 100 and 0 < lat < 60 for lon, lat in points), border.border_id
        assert "path" not in shape["properties"]
        assert shape["properties"]["source_ids"] == list(border.source_ids)


# Cells that a spreadsheet would run


def _made_up(count: int) -> list[str]:
    """Short texts of the signs that matter, beside others."""
    letters = random.Random(1855)
    signs = ("=", "+", "-", "@", "\t", "\r", "'", "'", '"', "a", " ", ",", ";", "日", "ё", "\n")
    return ["".join(letters.choices(signs, k=letters.randrange(8))) for _ in range(count)]


def test_any_cell_begins_harmlessly_and_comes_back() -> None:
    texts = [*HOSTILE, *RISKY, *(f"'{sign}" for sign in RISKY), *_made_up(20_000)]
    changed = 0
    for text in texts:
        safe = harmless(text)
        assert not safe.startswith(RISKY), repr(text)
        assert original(safe) == text, repr(text)
        assert safe in (text, f"'{text}")
        changed += safe != text
    assert 0.2 < changed / len(texts) < 0.8


def test_only_cells_at_risk_are_changed() -> None:
    for text in ("", "'quoted' words", "'", "''", "a = b", " =1", "1956-10-19", "−5", '"=1"'):
        assert harmless(text) == original(text) == text
    for text in texts_at_risk():
        assert harmless(text) == f"'{text}"


def texts_at_risk() -> list[str]:
    return [text for text in HOSTILE if text.lstrip("'").startswith(RISKY)]


def test_hostile_cells_of_a_table_survive_the_way_out_and_back(data_copy: DataCopy) -> None:
    assert len(texts_at_risk()) >= 7
    for number, text in enumerate(HOSTILE, 2):
        data_copy.set_cell("events.csv", number, "title_en", text)
        data_copy.set_cell("events.csv", number, "actors", f"{text.replace(';', ',')};Japan")
        data_copy.set_cell("glossary.csv", number, "meaning_en", f"{text}\t".strip("\t"))
    dossier = load_dossier(data_copy.folder)
    header, *rows = _cells(table_csv(dossier, "events").decode())
    title, actors = header.index("title_en"), header.index("actors")
    for text, row in zip(HOSTILE, rows, strict=False):
        assert not row[title].startswith(RISKY) and not row[actors].startswith(RISKY)
        assert original(row[title]) == text
        assert original(row[actors]) == f"{text.replace(';', ',')};Japan"
    meanings = [row[4] for row in _cells(table_csv(dossier, "glossary").decode())[1:]]
    assert list(map(original, meanings[: len(HOSTILE)])) == list(HOSTILE)


def test_no_text_cell_of_any_download_is_run(client: TestClient, dossier: Dossier) -> None:
    for name, table in dossier.schema.tables.items():
        for row in _cells(_get(client, f"/data/{name}.csv").text):
            for cell, column in zip(row, table.columns, strict=True):
                if cell.startswith(RISKY):
                    assert _numeric(column), f"{name}.{column.name}: {cell}"
                    float(cell)


# All tables as one package


@pytest.fixture(scope="module")
def package(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a reader saves it."""
    path = tmp_path_factory.mktemp("package") / "package.zip"
    path.write_bytes(package_zip(dossier))
    return path


def test_the_package_holds_every_table_and_its_descriptor(
    client: TestClient, package: Path, dossier: Dossier
) -> None:
    answer = _get(client, "/data/package.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.content == package.read_bytes()
    with zipfile.ZipFile(package) as files:
        assert files.testzip() is None
        wanted = {"datapackage.json", *(table.file for table in dossier.schema.tables.values())}
        assert sorted(files.namelist()) == sorted(wanted)
        for name, table in dossier.schema.tables.items():
            assert files.read(table.file) == table_csv(dossier, name)
        assert files.read("datapackage.json") == descriptor(dossier)


def test_frictionless_finds_the_package_valid(package: Path, dossier: Dossier) -> None:
    report = frictionless.Package(str(package)).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert {task.name for task in report.tasks} == set(dossier.schema.tables)
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    assert rows == dossier.row_counts()


def _validate(path: Path) -> subprocess.CompletedProcess[str]:
    """As somebody does who has the package and the command."""
    command = [sys.executable, "-m", "frictionless", "validate", path.name, "--type", "package"]
    return subprocess.run(
        command, cwd=path.parent, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_command_of_frictionless_finds_the_package_valid(package: Path) -> None:
    done = _validate(package)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "VALID" in done.stdout and "INVALID" not in done.stdout
    spoilt = package.with_name("spoilt.zip")
    with zipfile.ZipFile(package) as files, zipfile.ZipFile(spoilt, "w") as out:
        for name in files.namelist():
            body = files.read(name).decode()
            out.writestr(name, body.replace(",treaty,", ",treaties,"))
    assert _validate(spoilt).returncode != 0


def test_the_same_data_make_the_same_bytes(package: Path, dossier: Dossier) -> None:
    again = load_dossier(DATA_FOLDER)
    assert again is not dossier
    assert package_zip(again) == package_zip(dossier) == package.read_bytes()


def test_the_descriptor_says_how_to_undo_the_apostrophes(
    client: TestClient, dossier: Dossier
) -> None:
    answer = _get(client, "/data/datapackage.json")
    assert answer.headers["content-type"] == "application/json"
    package = answer.json()
    assert "apostrophe" in package["description"]
    assert "apostrophe" not in dossier.schema.package["description"], "the data have none"
    assert package["version"] == dossier.schema.version
    assert [r["schema"] for r in package["resources"]] == [
        r["schema"] for r in dossier.schema.package["resources"]
    ]


# As a page shows it


def _ids(client: TestClient, address: str) -> list[str]:
    """The identifiers of a download, whatever its form."""
    answer = _get(client, urlsplit(address)._replace(scheme="", netloc="").geturl())
    form = urlsplit(address).path.rpartition(".")[2]
    if form == "csv":
        return [row[0] for row in _cells(answer.text)[1:]]
    rows = answer.json()
    if form == "geojson":
        rows = [feature["properties"] for feature in rows["features"]]
    return [next(iter(row.values())) for row in rows]


def _files(page: AppTest) -> dict[str, str]:
    """The addresses under 'This list as a file', by their form."""
    (line,) = [part.value for part in page.markdown if "This list as a file" in part.value]
    return {
        urlsplit(address).path.rpartition(".")[2]: "/" + address.removeprefix("./")
        for address in addresses(line)
    }


def _dots(page: AppTest) -> list[str]:
    """The events that the timeline draws."""
    for part in page.get("plotly_chart"):
        traces = json.loads(part.proto.spec)["data"]
        found = [
            data[0]
            for trace in traces
            if "markers" in trace.get("mode", "")
            for data in trace["customdata"]
        ]
        if found:
            return found
    return []


def _claims(page: AppTest) -> list[str]:
    paths = [data["path"] for data in copies(page) if "claim=" in data["path"]]
    return [parse_qs(urlsplit(path).query)["claim"][0] for path in paths]


def _offers(page: AppTest) -> list[str]:
    return [b.key.removeprefix("offer_") for b in page.button if b.key.startswith("offer_")]


def _listed(page: AppTest) -> list[str]:
    return list(page.dataframe[0].value.index)


SHOWN: dict[str, tuple[str, Callable[[AppTest], list[str]]]] = {
    "events": ("timeline", _dots),
    "quotes": ("quotes", cards),
    "claims": ("checked", _claims),
    "offers": ("treaty", _offers),
    "sources": ("sources", _listed),
}
"""The page that shows a table, and the rows that it shows."""

CHOICES = [
    ("events", {"cat": "treaty"}),
    ("events", {"cat": ["military", "law"], "island": "shikotan", "level": "2"}),
    ("events", {"from_": "1990", "to": "2026"}),
    ("events", {"cat": "treaty", "from_": "1900"}),
    ("events", {"q": "国後 1945"}),
    ("events", {}),
    ("quotes", {"side": "japan", "kind": "diet"}),
    ("quotes", {"from_": "1950", "to": "1955"}),
    ("quotes", {"q": "固有の領土"}),
    ("claims", {"verdict": "part"}),
    ("claims", {"verdict": ["not", "unknown"], "side": "japan"}),
    ("claims", {"origin": "report"}),
    ("offers", {"part": "offers", "side": "japan"}),
    ("offers", {"part": "offers", "side": ["russia", "third"]}),
    ("offers", {"part": "offers"}),
    ("sources", {"kind": "academic"}),
    ("sources", {"strength": "private-copy", "in": "ja"}),
    ("sources", {"q": "UNTS"}),
]


def _name(value: Any) -> str:
    """A choice as a test is called by it."""
    return value if isinstance(value, str) else urlencode(value, doseq=True) or "all"


@pytest.mark.parametrize(("table", "params"), CHOICES, ids=_name)
def test_the_files_under_a_list_hold_what_the_page_shows(
    client: TestClient, dossier: Dossier, table: str, params: dict[str, Any]
) -> None:
    name, shown = SHOWN[table]
    page = open_page(name, **params)
    assert not page.exception
    wanted = shown(page)
    assert wanted and len(set(wanted)) == len(wanted)
    files = _files(page)
    assert set(files) == {"csv", "json", *(["geojson"] if table == "events" else [])}
    for form, address in files.items():
        found = _ids(client, address)
        if form == "geojson":
            assert set(found) == {i for i in wanted if dossier.event(i).lat is not None}
        else:
            assert sorted(found) == sorted(wanted), form
    narrow = len(wanted) < dossier.row_counts()[table]
    assert narrow == any(value for key, value in params.items() if key != "part")


def test_the_files_under_the_timeline_of_an_event_name_its_years() -> None:
    page = open_page("timeline", event="1956-10-19-joint-declaration")
    for address in _files(page).values():
        years = parse_qs(urlsplit(address).query)
        assert (int(years["from"][0]), int(years["to"][0])) == page.slider[0].value


@pytest.mark.parametrize(("table", "params"), CHOICES, ids=_name)
def test_the_parameters_of_a_link_choose_the_same_rows_of_the_table(
    client: TestClient, table: str, params: dict[str, Any]
) -> None:
    name, shown = SHOWN[table]
    page = open_page(name, **params)
    query = urlencode({key.rstrip("_"): value for key, value in params.items()}, doseq=True)
    assert sorted(_ids(client, f"/data/{table}.csv?{query}")) == sorted(shown(page))


def test_rows_that_are_chosen_are_whole_and_in_the_order_of_the_table(client: TestClient) -> None:
    header, *rows = _cells(_get(client, "/data/events.csv").text)
    again, *chosen = _cells(_get(client, "/data/events.csv?cat=law").text)
    assert again == header
    place = header.index("category")
    assert chosen == [row for row in rows if row[place] == "law"]


def test_quotes_of_a_side_and_sources_of_a_kind_are_all_there(client: TestClient) -> None:
    for table, column, query, value in [
        ("quotes", "side", "side=russia", "russia"),
        ("sources", "kind", "kind=news", "news"),
        ("claims", "verdict", "verdict=holds", "holds"),
    ]:
        header, *rows = _cells(_get(client, f"/data/{table}.csv").text)
        place = header.index(column)
        found = _cells(_get(client, f"/data/{table}.csv?{query}").text)[1:]
        assert found == [row for row in rows if row[place] == value]
        assert 0 < len(found) < len(rows)


@pytest.mark.parametrize("query", ["utm_source=mail", "cat=nonsense", "level=9", "from=x", "="])
def test_what_is_not_understood_leaves_the_whole_table(client: TestClient, query: str) -> None:
    whole = _get(client, "/data/events.csv").content
    assert _get(client, f"/data/events.csv?{query}").content == whole
    assert (
        _get(client, f"/data/people.csv?{query}").content
        == _get(client, "/data/people.csv").content
    )


def test_nothing_found_is_a_table_without_rows(client: TestClient) -> None:
    assert len(_cells(_get(client, "/data/quotes.csv?q=zzzz").text)) == 1
    assert _get(client, "/data/quotes.json?q=zzzz").json() == []
    assert _get(client, "/data/events.geojson?q=zzzz").json()["features"] == []


def test_words_of_all_kinds_stand_in_the_link_to_the_files(client: TestClient) -> None:
    for words in ("a&b=c", "(Russia) [x] <y>", "日本 'x' \"y\"", "100 % #1"):
        line = files_text("sources", {"q": [words], "kind": ["news", "map"]}, ["csv", "json"])
        first, second = addresses(line)
        for address, form in ((first, "csv"), (second, "json")):
            parts = urlsplit(address)
            assert parts.path == f"./data/sources.{form}"
            assert parse_qs(parts.query) == {"q": [words], "kind": ["news", "map"]}
    assert addresses(files_text("events", {}, ["csv"])) == ["./data/events.csv"]


def test_an_edit_of_the_data_shows_in_the_downloads(
    client: TestClient, data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=0))
    before = _get(client, "/data/glossary.csv")
    data_copy.set_cell("glossary.csv", 2, "meaning_en", "Quite new.")
    kept = {"if-none-match": before.headers["etag"]}
    answer = client.get("/data/glossary.csv", headers=kept)
    assert answer.status_code == 200 and "Quite new." in answer.text
    assert answer.headers["etag"] != before.headers["etag"]


# Addresses


@pytest.mark.parametrize(
    "path",
    [
        "/data/nothing.csv",
        "/data/EVENTS.csv",
        "/data/events.xlsx",
        "/data/events.CSV",
        "/data/events",
        "/data/events.",
        "/data/.csv",
        "/data/events.csv.json",
        "/data/sources.geojson",
        "/data/package.csv",
        "/data/datapackage",
        "/data/",
        "/data",
        "/data/a/events.csv",
        "/data/..%2Fapp.py",
        "/data/%2E%2E%2Fpyproject.toml",
        "/data/..%2Fdata%2Fevents.csv",
        "/data/%2Fetc%2Fpasswd",
        "/data/events.csv%00",
        "/data/shoreline.geojson",
        "/data/LICENSE.md",
        "/data/" + "x" * 5000 + ".csv",
    ],
)
def test_other_names_are_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "event_id" not in answer.text and "root:" not in answer.text
    assert len(answer.text) < 200 and "cache-control" not in answer.headers


KEPT = [
    "/data/events.csv",
    "/data/events.csv?cat=treaty",
    "/data/releases.csv",
    "/data/offers.json",
    "/data/borders.geojson",
    "/data/package.zip",
    "/data/datapackage.json",
    "/cite/event/1956-10-19-joint-declaration.txt",
    "/feed.atom",
]
"""Addresses of all kinds, of long and of short answers."""


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_what_a_reader_has_already_is_not_sent_again(
    client: TestClient, path: str, coding: str
) -> None:
    get = partial(client.get, path)
    first = get(headers={"accept-encoding": coding})
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[!#-~]+"', tag)
    assert "Accept-Encoding" in first.headers["vary"]
    assert first.headers["cache-control"] == "no-cache"
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = get(headers={"accept-encoding": coding, "if-none-match": asked})
        assert again.status_code == 304 and again.content == b"", asked
        assert again.headers["etag"] == tag or asked == "*"
        assert again.headers["access-control-allow-origin"] == "*"
        assert "content-encoding" not in again.headers
    for asked in ('"other"', "", tag.strip('"'), tag[:-2] + '"'):
        again = get(headers={"accept-encoding": coding, "if-none-match": asked})
        assert again.status_code == 200 and again.content == first.content, asked


DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("coding", DECODERS)
@pytest.mark.parametrize("path", KEPT)
def test_compressed_answers_hold_the_same_bytes(client: TestClient, path: str, coding: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.content)
    with client.stream("GET", path, headers={"accept-encoding": coding}) as answer:
        sent = b"".join(answer.iter_raw())
    assert int(answer.headers["content-length"]) == len(sent)
    assert answer.headers["content-type"] == plain.headers["content-type"]
    if len(plain.content) >= 1024 and not path.endswith(".zip"):
        assert answer.headers["content-encoding"] == coding
        assert DECODERS[coding](sent) == plain.content
        assert len(sent) < len(plain.content)
        assert answer.headers["etag"] != plain.headers["etag"], "one tag for each form"
    else:
        assert "content-encoding" not in answer.headers and sent == plain.content


def test_long_and_short_answers_are_among_those(client: TestClient) -> None:
    lengths = [
        len(client.get(path, headers={"accept-encoding": "identity"}).content) for path in KEPT
    ]
    assert min(lengths) < 1024 < max(lengths)


@pytest.mark.parametrize("path", KEPT)
def test_the_head_of_an_answer_can_be_had_alone(client: TestClient, path: str) -> None:
    whole, head = (
        client.request(method, path, headers={"accept-encoding": "identity"})
        for method in ("GET", "HEAD")
    )
    assert head.status_code == 200 and head.content == b""
    for name in ("etag", "content-type", "content-length", "access-control-allow-origin"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("path", KEPT)
def test_pages_of_other_sites_may_read_and_nobody_may_write(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, path).status_code == 405


@pytest.mark.parametrize("path", [path for path in KEPT if path.startswith("/data/")])
def test_a_file_is_saved_under_its_own_name(client: TestClient, path: str) -> None:
    name = urlsplit(path).path.rpartition("/")[2]
    assert f'filename="{name}"' in client.get(path).headers["content-disposition"]


@pytest.mark.parametrize("base", ["peace", "/peace/", "a/b"])
def test_under_a_path_the_addresses_stand_under_it(base: str) -> None:
    there = TestClient(Starlette(routes=routes(base)))
    root = f"/{base.strip('/')}"
    assert there.get(f"{root}/data/eras.csv").status_code == 200
    assert there.get("/data/eras.csv").status_code == 404
    cited = there.get(f"{root}/cite/event/1956-10-19-joint-declaration.json").json()
    assert cited[1]["URL"] == f"http://testserver{root}/?event=1956-10-19-joint-declaration"
    assert (
        f"http://testserver{root}/sources?part=corrections" in there.get(f"{root}/feed.atom").text
    )
