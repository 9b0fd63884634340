"""Streamlit's page as each link gets it: its own head and text, and nothing else is touched."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from lxml import etree
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.dossier import Dossier
from components.server import middleware
from components.shell_page import (
    CHUNKS,
    NEEDS,
    NOSCRIPT,
    ROOT,
    STATIC,
    TITLE,
    ShellPage,
    chunk_links,
    rewritten,
)
from components.site import PAGES

INDEX = STATIC / "index.html"
DECLARATION = "/?event=1956-10-19-joint-declaration"
TITLE_OF_DECLARATION = "Soviet-Japanese Joint Declaration: war ended, relations restored"


@pytest.fixture(scope="module")
def shell() -> str:
    return INDEX.read_text(encoding="utf-8")


def _app(base: str = "", index: Path = INDEX, **more: Response) -> Starlette:
    """An application that answers every page with one file, as Streamlit does."""

    async def page(request: Request) -> Response:
        return more.get(request.path_params["path"].strip("/"), FileResponse(index))

    every = Route(f"{base}/{{path:path}}", page, methods=["GET", "HEAD", "POST"])
    return Starlette(routes=[every], middleware=[Middleware(ShellPage, base=base)])


def _title(html: str) -> str:
    (title,) = etree.HTML(html).iter("title")
    return title.text


def _preloaded(html: str) -> list[str]:
    links = etree.HTML(html).iter("link")
    return [link.get("href") for link in links if link.get("rel") == "modulepreload"]


# Streamlit's own file


def test_the_file_of_this_release_of_streamlit_has_the_places_that_are_rewritten(
    shell: str,
) -> None:
    assert len(TITLE.findall(shell)) == 1
    assert shell.count(ROOT) == 1
    assert len(NOSCRIPT.findall(shell)) == 1
    assert shell.index("<head>") < TITLE.search(shell).start() < shell.index("</head>")
    assert shell.index("<body>") < shell.index(ROOT) < shell.index("</body>")


def test_all_that_streamlit_needs_is_left_as_it_is(shell: str, dossier: Dossier) -> None:
    html = rewritten(shell, dossier, "timeline", {}, "http://x/")
    before, after = etree.HTML(shell), etree.HTML(html)
    for name in ("src", "href"):
        wanted = [e.get(name) for e in before.iter("script", "link") if e.get(name)]
        found = [e.get(name) for e in after.iter("script", "link") if e.get(name)]
        assert [address for address in found if address in wanted] == wanted
    assert html.count(ROOT) == 1
    assert after.find(".//div[@id='root']").getnext() is not None
    assert not list(after.iter("noscript")), "the text is the page without scripts"
    assert "You need to enable JavaScript" not in html


@pytest.mark.parametrize("lost", ["<title>Streamlit</title>", ROOT])
def test_a_file_of_another_form_is_passed_on_as_it_is(
    shell: str, dossier: Dossier, tmp_path: Path, lost: str
) -> None:
    other = shell.replace(lost, "<!-- gone -->")
    assert rewritten(other, dossier, "timeline", {}, "http://x/") == other
    (tmp_path / "index.html").write_text(other, encoding="utf-8")
    answer = TestClient(_app(index=tmp_path / "index.html")).get(DECLARATION)
    assert answer.status_code == 200 and answer.text == other


# Every link its own page


def test_each_link_gets_its_own_title_and_text(served: httpx2.Client, dossier: Dossier) -> None:
    for event in dossier.events[::40]:
        html = served.get(f"/?event={event.event_id}").text
        assert _title(html) == event.title_en
        (first,) = [d for d in etree.HTML(html).iter("div") if d.get("class") == "first"]
        text = " ".join("".join(first.itertext()).split())
        assert " ".join(event.summary_en.split()) in text


def test_every_page_of_the_site_is_rewritten(served: httpx2.Client) -> None:
    for page in PAGES:
        answer = served.get("/" if page is PAGES[0] else f"/{page.name}")
        assert answer.status_code == 200
        assert page.title in _title(answer.text) or page is PAGES[0]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "the tag of Streamlit's file"},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-99"},
        {"Range": "bytes=99999999-"},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "br"},
        {"Accept-Encoding": "zstd, br, gzip"},
        {"Accept-Encoding": "identity"},
    ],
    ids=str,
)
def test_whatever_the_browser_keeps_it_gets_the_page_of_its_link(
    served: httpx2.Client, headers: dict[str, str]
) -> None:
    if headers.get("If-None-Match", "").startswith("the tag"):
        headers = {"If-None-Match": served.get("/nothing-here").headers["etag"]}
    answer = served.get(DECLARATION, headers=headers)
    assert answer.status_code == 200
    assert _title(answer.text) == TITLE_OF_DECLARATION
    assert "etag" not in answer.headers and "content-range" not in answer.headers


def test_only_the_head_is_sent_to_who_asks_for_it(served: httpx2.Client) -> None:
    asked = served.head(DECLARATION, headers={"Accept-Encoding": "identity"})
    whole = served.get(DECLARATION, headers={"Accept-Encoding": "identity"})
    assert asked.status_code == 200 and asked.content == b""
    for name in ("content-type", "content-length", "cache-control"):
        assert asked.headers[name] == whole.headers[name]
    assert int(whole.headers["content-length"]) == len(whole.content)


def test_readers_at_the_same_time_each_get_their_own_page(
    served: httpx2.Client, dossier: Dossier
) -> None:
    events = dossier.events[:60]
    with ThreadPoolExecutor(12) as readers:
        paths = [f"/?event={event.event_id}" for event in events]
        found = list(readers.map(lambda path: _title(served.get(path).text), paths))
    assert found == [event.title_en for event in events]


# All else passes


@pytest.mark.parametrize(
    "path", ["/nothing-here", "/Map", "/index.html", "/static/index.html", "/read", "/read/event"]
)
def test_other_paths_get_the_file_as_streamlit_has_it(
    served: httpx2.Client, shell: str, path: str
) -> None:
    answer = served.get(path)
    assert answer.status_code == 200 and answer.text == shell
    assert "etag" in answer.headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/_stcore/health", "text/plain"),
        ("/favicon.png", "image/png"),
        ("/sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain"),
        ("/feed.atom", "application/atom+xml"),
        ("/data/eras.csv", "text/csv"),
        ("/read/event/1998-kawana", "text/html"),
        ("/picture/site.png", "image/png"),
        ("/fonts/serif.woff2", "font/woff2"),
    ],
)
def test_what_is_no_page_is_answered_beside_the_application(
    served: httpx2.Client, path: str, kind: str
) -> None:
    answer = served.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert "root" not in {e.get("id") for e in etree.HTML("<p>" + answer.text[:5000]).iter("div")}


def test_other_ways_of_asking_and_other_answers_pass() -> None:
    client = TestClient(
        _app(
            map=PlainTextResponse("plain"),
            story=RedirectResponse("/quotes", 307),
            quotes=PlainTextResponse("gone", 404),
            teach=Response(b"\x89PNG", media_type="image/png"),
        ),
        follow_redirects=False,
    )
    assert client.get("/map").text == "plain"
    moved = client.get("/story")
    assert (moved.status_code, moved.headers["location"]) == (307, "/quotes")
    assert (client.get("/quotes").status_code, client.get("/quotes").text) == (404, "gone")
    assert client.get("/teach").content == b"\x89PNG"
    assert _title(client.post("/numbers").text) == "Streamlit"
    assert _title(client.get("/numbers").text) != "Streamlit"


# Scripts that are fetched at once


def test_the_chunks_are_files_of_this_release_of_streamlit() -> None:
    assert {name for needs in NEEDS.values() for name in needs} == set(CHUNKS)
    for page, needs in NEEDS.items():
        paths = re.findall(r'href="\./([^"]+)"', chunk_links(page))
        assert len(paths) == len(needs), page
        for path in paths:
            assert (STATIC / path).stat().st_size > 50_000


def test_only_the_scripts_that_a_page_needs_are_fetched_at_once(
    served: httpx2.Client, shell: str
) -> None:
    own = _preloaded(shell)
    names = {page.name for page in PAGES}
    assert set(NEEDS) < names
    for page in PAGES:
        html = served.get("/" if page is PAGES[0] else f"/{page.name}").text
        added = [path for path in _preloaded(html) if path not in own]
        stems = [path.rpartition("/")[2].split(".")[0] for path in added]
        assert stems == [CHUNKS[name] for name in NEEDS.get(page.name, ())], page.name
        for path in added:
            answer = served.get(path.removeprefix("."))
            assert answer.status_code == 200
            assert "javascript" in answer.headers["content-type"]


# Under a base path


def test_under_a_base_path_links_are_rewritten_there_and_nowhere_else() -> None:
    client = TestClient(_app("/peace"))
    html = client.get(f"/peace{DECLARATION}").text
    assert _title(html) == TITLE_OF_DECLARATION
    root = etree.HTML(html)
    canonical = root.find(".//link[@rel='canonical']").get("href")
    assert canonical == f"http://testserver/peace{DECLARATION}"
    picture = root.find(".//meta[@property='og:image']").get("content")
    assert picture.startswith("http://testserver/peace/picture/event/")
    assert "Map" in _title(client.get("/peace/map").text)
    assert _title(client.get("/peace/peace/map").text) == "Streamlit"
    assert client.get("/map").status_code == 404


@pytest.mark.parametrize("written", ["peace", "/peace", "peace/", "/peace/", "a/b"])
def test_the_base_path_may_be_written_with_or_without_slashes(written: str) -> None:
    _, shell_page = middleware(written)
    assert shell_page.kwargs["base"] == f"/{written.strip('/')}"


def test_behind_a_proxy_addresses_have_the_name_that_was_asked_for() -> None:
    html = TestClient(_app(), base_url="https://peace.example").get(DECLARATION).text
    canonical = etree.HTML(html).find(".//link[@rel='canonical']").get("href")
    assert canonical == f"https://peace.example{DECLARATION}"
