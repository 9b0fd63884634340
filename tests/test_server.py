"""What the server answers beside the application."""

import gzip
import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.dossier import DATA_FOLDER
from components.dossier.geometry import CLICK_AREAS, SHORELINE, asset, shoreline_source
from components.server import routes
from tests.conftest import DataCopy


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


@pytest.mark.parametrize("file", [SHORELINE, CLICK_AREAS])
def test_shapes_are_sent_compressed_and_kept_for_ever(client: TestClient, file: str) -> None:
    answer = client.get(f"/{asset(file).url}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    kept = answer.headers["cache-control"]
    assert "immutable" in kept and "public" in kept and "max-age=31536000" in kept
    assert answer.content == (DATA_FOLDER / file).read_bytes()
    assert int(answer.headers["content-length"]) < len(answer.content) / 2


def test_shapes_are_geojson_in_degrees(client: TestClient) -> None:
    for stem in (SHORELINE, CLICK_AREAS):
        shapes = client.get(f"/{asset(stem).url}").json()
        assert shapes["type"] == "FeatureCollection"
        for shape in shapes["features"]:
            assert "area" in shape["properties"]
            for lon, lat in _points(shape["geometry"]["coordinates"]):
                assert -180 <= lon <= 180 and -90 <= lat <= 90


def _points(coordinates: list) -> list[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        return [tuple(coordinates[:2])]
    return [point for part in coordinates for point in _points(part)]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/shoreline.geojson",
        "/assets/shoreline-000000000000.geojson",
        "/assets/events.csv",
        "/assets/..%2Fdata%2Fevents.csv",
        "/assets/%2Fetc%2Fpasswd",
        "/assets/",
        "/assets/a/b",
        "/data/..%2Fapp.py",
    ],
)
def test_other_names_are_not_found_and_not_kept(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers
    assert "source_id" not in answer.text and "root:" not in answer.text


def test_only_reading_is_allowed(client: TestClient) -> None:
    address = f"/{asset(SHORELINE).url}"
    assert client.post(address).status_code == 405
    head = client.head(address)
    assert head.status_code == 200 and head.content == b""


def test_the_name_tells_the_content(data_copy: DataCopy) -> None:
    before = asset(SHORELINE, data_copy.folder)
    again = asset.__wrapped__(SHORELINE, data_copy.folder)
    assert (again.name, again.body) == (before.name, before.body)
    data_copy.write("shoreline.geojson", data_copy.text("shoreline.geojson") + "\n")
    after = asset.__wrapped__(SHORELINE, data_copy.folder)
    assert after.name != before.name
    assert gzip.decompress(after.body) == (data_copy.folder / "shoreline.geojson").read_bytes()


def test_the_shoreline_names_its_source_and_licence() -> None:
    source, licence = shoreline_source()
    shapes = json.loads((DATA_FOLDER / "shoreline.geojson").read_text(encoding="utf-8"))
    assert (source, licence) == (shapes["source"], shapes["licence"])
    assert "GSHHG" in source and "LGPL" in licence
