"""The documents say what the code, the data and the Makefile hold."""

import json
import re
import tomllib
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import pytest

from components import (
    claim_links,
    links,
    map_links,
    number_links,
    position_links,
    quote_links,
    search_links,
    source_links,
    story_links,
    treaty_links,
)
from components.dossier import DATA_FOLDER, DataError, Dossier
from components.dossier.model import load_dossier
from components.dossier.schema import DESCRIPTOR
from tests.conftest import DataCopy
from tests.serving import ROOT

LINKS = (
    links,
    map_links,
    quote_links,
    position_links,
    treaty_links,
    number_links,
    claim_links,
    source_links,
    story_links,
    search_links,
)
"""The modules that know the links of a page, in the order of the README."""

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CHANGELOG.md", "data/LICENSE.md")
REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


def section(title: str) -> str:
    """The text of the README under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.M | re.S)
    assert found, f"the README has no section {title!r}"
    return found.group(1)


def table_rows(text: str) -> list[list[str]]:
    """The cells of the tables in a Markdown text, headings and rules left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [i for i, row in enumerate(cells) if all(set(cell) <= set(":-") for cell in row)]
    left_out = {*rules, *(i - 1 for i in rules)}
    return [row for i, row in enumerate(cells) if i not in left_out]


def code_blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, without the indent of the list they stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.M | re.S)
    return [re.sub(rf"^{indent}", "", body, flags=re.M).strip() for indent, body in found]


def in_ticks(texts: Iterable[str]) -> list[str]:
    """What stands between backticks."""
    return [name for text in texts for name in re.findall(r"`([^`]+)`", text)]


def field_of_citation(name: str) -> str:
    """A top-level field of CITATION.cff that stands on one line."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    found = re.findall(rf'^{name}: "?([^"\n]+)"?$', text, re.M)
    assert len(found) == 1, f"CITATION.cff says {name} {len(found)} times"
    return found[0]


@pytest.fixture(scope="module")
def package() -> dict:
    """The descriptor of the data."""
    return json.loads((DATA_FOLDER / DESCRIPTOR).read_text(encoding="utf-8"))


def test_every_parameter_of_a_link_stands_in_the_table() -> None:
    rows = table_rows(section("What a link holds"))
    known = [name for module in LINKS for name in module.KNOWN]
    assert sorted(in_ticks(row[0] for row in rows)) == sorted(known)


def test_the_table_of_parameters_is_that_of_the_code() -> None:
    of_code = [row for module in LINKS for row in table_rows(module.__doc__)]
    assert of_code
    assert table_rows(section("What a link holds")) == of_code


def test_the_links_of_the_examples_are_understood(dossier: Dossier) -> None:
    examples = [text for text in in_ticks([section("What a link holds")]) if text.startswith("/?")]
    assert examples
    for example in examples:
        _, ignored = links.read_view(parse_qs(urlsplit(example).query), dossier)
        assert ignored == [], example


def test_every_table_of_the_data_is_named_and_described(package: dict) -> None:
    said = {tuple(row) for row in table_rows(section("Data"))}
    wanted = {
        (f"[`{table['name']}`](data/{table['path']})", table["description"])
        for table in package["resources"]
    }
    assert said == wanted


def test_every_page_and_module_stands_in_the_layout() -> None:
    (block,) = code_blocks(section("How the house is laid out"), "text")
    lines = [line.split(maxsplit=1) for line in block.splitlines() if line]
    assert [line for line in lines if len(line) < 2] == [], "a file is named but not described"
    there = [
        path.relative_to(ROOT).as_posix()
        for folder in ("pages", "components")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py"
    ]
    assert len(there) > 20
    assert sorted(name for name, _ in lines) == sorted(["app.py", *there])


def test_readme_and_makefile_have_the_same_targets() -> None:
    phony = " ".join(re.findall(r"^\.PHONY:(.*)$", MAKEFILE, re.M)).split()
    rules = re.findall(r"^([a-z]+):", MAKEFILE, re.M)
    assert sorted(rules) == sorted(phony)
    named = re.findall(r"(?:`|^    |=\w+ )make ([a-z]+)", README, re.M)
    assert sorted(set(named)) == sorted(phony)
    listed = in_ticks(row[0] for row in table_rows(section("Start it")))
    assert sorted(listed) == sorted(f"make {target}" for target in phony)


def test_the_port_of_the_readme_is_that_of_makefile_and_container() -> None:
    port = re.search(r"^PORT \?= (\d+)$", MAKEFILE, re.M).group(1)
    assert f"serves the site on `PORT`, {port} if unset" in section("Start it")
    assert f"<http://localhost:{port}>" in section("Start it")
    container = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"EXPOSE {port}\n" in container
    assert f"127.0.0.1:{port}/_stcore/health" in container
    assert f'"--server.port={port}"' in container


def test_what_the_container_copies_is_there_and_not_ignored() -> None:
    container = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        name for line in re.findall(r"^COPY (.+) \S+$", container, re.M) for name in line.split()
    ]
    assert {"app.py", "pages", "components", "data", ".streamlit"} <= set(copied)
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.M)
    for name in copied:
        assert (ROOT / name).exists(), name
        assert any(path == name or path.startswith(f"{name}/") for path in let_in), name


def test_the_python_of_the_readme_is_the_oldest_that_lint_allows() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    major, minor = re.fullmatch(r"py(\d)(\d+)", settings["tool"]["ruff"]["target-version"]).groups()
    assert f"Python {major}.{minor} or newer" in section("Start it")


def test_the_rows_of_the_worked_example_are_rows_of_the_data() -> None:
    source, event = code_blocks(section("Add an event"), "csv")
    assert source in (DATA_FOLDER / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert event in (DATA_FOLDER / "events.csv").read_text(encoding="utf-8").splitlines()


def test_the_message_of_the_worked_example_is_what_the_check_says(data_copy: DataCopy) -> None:
    _, event = code_blocks(section("Add an event"), "csv")
    (message,) = code_blocks(section("Add an event"), "text")
    line = data_copy.line_of("events.csv", event.split(",", maxsplit=1)[0] + ",")
    good = data_copy.cell("events.csv", line, "start")
    data_copy.set_cell("events.csv", line, "start", f"{good[:4]}-13{good[7:]}")
    with pytest.raises(DataError) as refused:
        load_dossier(data_copy.folder)
    # Rows that are added above the example move it, which is no fault of the README.
    assert str(refused.value).replace(f"line {line},", "line,") == re.sub(
        r"line \d+,", "line,", message
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_files_lead_to_files(document: str) -> None:
    path = ROOT / document
    # Pictures have a test of their own.
    found = re.findall(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    assert found
    for target in found:
        if not target.startswith(("https://", "http://", "#")):
            assert (path.parent / target).exists(), target


def test_every_picture_says_what_it_shows() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", README)
    assert pictures
    for words, target in pictures:
        assert len(words.split()) >= 5, target
        assert re.fullmatch(r"docs/[a-z-]+\.png", target), target


def test_all_documents_are_of_the_version_of_the_data(package: dict) -> None:
    version, date = package["version"], package["created"][:10]
    assert field_of_citation("version") == version
    assert field_of_citation("date-released") == date
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)$", changelog, re.M)
    assert releases[0] == (version, date)
    assert f"release {version}" in README
    assert f"release {version}," in (DATA_FOLDER / "LICENSE.md").read_text(encoding="utf-8")


def test_the_licences_are_said_alike(package: dict) -> None:
    (licence,) = package["licenses"]
    notice = (ROOT / "data" / "LICENSE.md").read_text(encoding="utf-8")
    assert licence["path"] in notice
    assert f"  - {licence['name']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for name in sorted(path.name for path in (ROOT / "data").glob("*.geojson")):
        shapes = json.loads((ROOT / "data" / name).read_text(encoding="utf-8"))
        assert shapes["licence"] == "LGPL-3.0-or-later"
        assert f"`{name}`" in notice
        assert f"`data/{name}`" in section("Licences")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [text for line in lines if (text := line.partition("#")[0].strip())]
    wanted = [text for text in wanted if not re.fullmatch(r"-r requirements[\w-]*\.txt", text)]
    assert wanted
    assert [text for text in wanted if not re.fullmatch(r"[\w.\[\]-]+==\d[\w.]*", text)] == []


def test_the_requirements_of_the_site_and_of_the_tests_are_there() -> None:
    assert REQUIREMENTS == ["requirements-dev.txt", "requirements.txt"]
    assert all(f"`{name}`" in section("Start it") for name in REQUIREMENTS)
