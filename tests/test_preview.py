"""What a link says of itself: title, description, picture fit it; and nothing can be injected."""

import io
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

import httpx2
import pytest
from lxml import etree
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.dossier import Dossier
from components.dossier.model import load_dossier
from components.params import renamed
from components.preview import (
    LONGEST_DESCRIPTION,
    SITE,
    SUBJECTS,
    first_paint,
    head,
    of_reading,
    preview,
    whole_page,
)
from components.reading import reading
from components.server import routes
from components.shell_page import STATIC, rewritten
from components.site import PAGES
from components.site_map import all_rows
from tests.conftest import DataCopy
from tests.test_reading import HOSTILE, spoilt

__all__ = ["spoilt"]

HERE = "https://example.org/peace/"
DECLARATION = "1956-10-19-joint-declaration"
PIECES = (
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "' onload='alert(1)",
    '" http-equiv="refresh" content="0;url=https://evil.example',
    "<!--",
    "-->",
    "]]>",
    "<svg/onload=alert(1)>",
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "${7*7}",
    "\\u003c/script>",
    "&lt;script&gt;",
    "&#60;",
    "javascript:alert(1)",
    "//evil.example",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "\x00",
    "\u202e",
    "\u2028",
    "国後",
    "<",
    ">",
    '"',
    "'",
    "&",
    "%",
    ";",
    "#",
    DECLARATION,
    "qt-1951-nishimura",
    "1945-09-01",
)
"""What hostile values are made of; some are true identifiers with something behind."""

NAMES = ("event", "quote", "day", "question", "claim", "matter", "offer", "chart", "scene", "q")


@pytest.fixture(scope="module")
def shell() -> str:
    """Streamlit's own page, before it is rewritten."""
    return (STATIC / "index.html").read_text(encoding="utf-8")


def _links(dossier: Dossier) -> list[str]:
    """Two hundred links: all pages, and rows of every kind evenly."""
    rows = [(kind, row) for kind, ids in all_rows(dossier).items() for row in ids]
    paths = ["./" if page is PAGES[0] else f"./{page.name}" for page in PAGES]
    wanted = 200 - len(paths)
    step = len(rows) / wanted
    chosen = [rows[int(i * step)] for i in range(wanted)]
    return paths + [reading(dossier, *row).what.path for row in chosen]


def _root(served: httpx2.Client) -> str:
    """The address of the site, with a slash at its end."""
    return f"{str(served.base_url).rstrip('/')}/"


def _page(served: httpx2.Client, path: str) -> etree._Element:
    answer = served.get(urljoin("/", path.removeprefix(".")))
    assert answer.status_code == 200, path
    return etree.HTML(answer.text)


def _tags(root: etree._Element) -> dict[str, str]:
    """The named values of the head: 'og:title' and so on; each stands there once."""
    found = [
        (meta.get("property") or meta.get("name"), meta.get("content"))
        for meta in root.find("head").iter("meta")
        if meta.get("property") or meta.get("name")
    ]
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def _json_ld(root: etree._Element) -> dict:
    (script,) = [s for s in root.iter("script") if s.get("type") == "application/ld+json"]
    return json.loads(script.text)


def _shape(root: etree._Element) -> list[tuple]:
    """Elements, names of attributes, and all that a script says, in order."""
    return [
        (element.tag, *sorted(element.attrib), element.text if element.tag == "script" else "")
        for element in root.iter(etree.Element)
        if element.get("type") != "application/ld+json"
    ]


# Two hundred links


def test_every_link_says_what_it_shows(served: httpx2.Client, dossier: Dossier) -> None:
    links = _links(dossier)
    assert len(set(links)) == len(links) == 200
    titles = Counter()
    for path in links:
        root = _page(served, path)
        (title,) = [title.text for title in root.find("head").iter("title")]
        tags = _tags(root)
        assert tags["og:title"] == tags["twitter:title"] == title
        assert title.strip() and "Streamlit" not in title
        told = tags["description"]
        assert tags["og:description"] == tags["twitter:description"] == told
        assert 20 < len(told) <= LONGEST_DESCRIPTION == 200, path
        (canonical,) = [x.get("href") for x in root.iter("link") if x.get("rel") == "canonical"]
        assert canonical == tags["og:url"] == urljoin(_root(served), path.removeprefix("./"))
        assert tags["twitter:card"] == "summary_large_image"
        assert tags["og:site_name"] == SITE and tags["og:type"] and tags["og:locale"]
        titles[title] += 1
    assert max(titles.values()) <= 2


def test_every_link_has_a_picture_of_the_size_that_it_says(
    served: httpx2.Client, dossier: Dossier
) -> None:
    said = [_tags(_page(served, path)) for path in _links(dossier)]
    addresses = list(dict.fromkeys(tags["og:image"] for tags in said))
    assert len(addresses) > 180
    with ThreadPoolExecutor(4) as readers:
        pictures = dict(zip(addresses, readers.map(served.get, addresses), strict=True))
    for tags in said:
        assert tags["og:image"] == tags["twitter:image"]
        assert tags["og:image"].startswith(_root(served))
        assert tags["og:title"] in tags["og:image:alt"]
        answer = pictures[tags["og:image"]]
        assert answer.status_code == 200, tags["og:image"]
        assert answer.headers["content-type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        declared = (tags["og:image:width"], tags["og:image:height"])
        assert declared == tuple(str(n) for n in picture.size)


def test_every_link_has_structured_data_that_say_the_same(
    served: httpx2.Client, dossier: Dossier
) -> None:
    for path in _links(dossier)[::4]:
        root = _page(served, path)
        data, tags = _json_ld(root), _tags(root)
        assert data["@context"] == "https://schema.org"
        assert (data["name"], data["description"]) == (tags["og:title"], tags["description"])
        assert (data["url"], data["image"]) == (tags["og:url"], tags["og:image"])
        assert data["version"] == dossier.schema.version
        assert data["isPartOf"]["url"] == _root(served)
        assert data["license"].startswith("https://creativecommons.org/licenses/by/4.0")
        assert data["@type"] == ("CreativeWork" if "?" in path else "WebSite")


def test_every_link_has_the_feed_and_its_text(served: httpx2.Client, dossier: Dossier) -> None:
    for path in _links(dossier)[::4]:
        root = _page(served, path)
        (feed,) = [x.get("href") for x in root.iter("link") if x.get("rel") == "alternate"]
        assert feed == f"{_root(served)}feed.atom"
        (first,) = [x for x in root.find("body").iter("div") if x.get("class") == "first"]
        (heading,) = first.iter("h1")
        if "?" in path:
            assert " ".join("".join(heading.itertext()).split()) == " ".join(
                _tags(root)["og:title"].split()
            )
        else:
            words = " ".join("".join(first.itertext()).split())
            assert next(p for p in PAGES if p.name == (path[2:] or "timeline")).words in words


# What a link is about


@pytest.mark.parametrize(
    ("page", "params", "kind"),
    [
        ("timeline", {"event": [DECLARATION], "cat": ["treaty"], "from": ["1950"]}, "event"),
        ("map", {"day": ["1945-09-01"], "view": ["both"]}, "map"),
        ("story", {"scene": ["news-shimoda-1855"], "present": ["1"]}, "scene"),
        ("quotes", {"quote": ["qt-1951-nishimura"], "side": ["japan"]}, "quote"),
        ("positions", {"question": ["pos-yalta"], "side": ["russia"]}, "position"),
        ("treaty", {"matter": ["tm-19-border"]}, "matter"),
        ("treaty", {"offer": ["of-1998-kawana"], "part": ["offers"]}, "offer"),
        ("numbers", {"chart": ["kelp"]}, "chart"),
        (
            "numbers",
            {
                "chart": ["polls-russia"],
                "question": ["kurils-vtsiom-russia-hand-southern-kuril-islands"],
            },
            "poll",
        ),
        ("checked", {"claim": ["report-armistice"]}, "claim"),
    ],
)
def test_a_link_to_one_thing_is_about_it(
    dossier: Dossier, page: str, params: dict[str, list[str]], kind: str
) -> None:
    shown = preview(dossier, page, params)
    assert shown.kind == kind
    row_id = next(v[0] for k, v in params.items() if k in NAMES and reading(dossier, kind, v[0]))
    what = reading(dossier, kind, row_id).what
    assert shown.title == what.title
    assert shown.picture == f"picture/{kind}/{row_id}.png"
    if kind != "poll":  # its chart is known from the question
        assert "&" not in shown.path, "other parameters are no other page"
    again = parse_qs(urlsplit(f"/{shown.path}").query)
    assert preview(dossier, page, again) == shown


def test_a_link_to_nothing_that_exists_is_that_of_its_page(dossier: Dossier) -> None:
    for page in PAGES:
        plain = preview(dossier, page.name, {})
        assert plain.kind == "page"
        for name in NAMES:
            for value in ("", "no-such-thing", DECLARATION.upper(), "1945-02-30", "2999-01-01"):
                assert preview(dossier, page.name, {name: [value]}) == plain
        assert preview(dossier, page.name, {"event": []}) == plain


def test_no_two_pages_say_the_same(dossier: Dossier) -> None:
    shown = [preview(dossier, page.name, {}) for page in PAGES]
    for part in ("title", "description", "path"):
        assert len({getattr(one, part) for one in shown}) == len(PAGES)
    assert shown[0].path == "" and SITE in shown[0].title
    assert set(SUBJECTS) <= {page.name for page in PAGES}


def test_the_last_of_several_values_counts_as_on_the_page(dossier: Dossier) -> None:
    shown = preview(dossier, "timeline", {"event": ["1998-kawana", DECLARATION]})
    assert shown.title == dossier.event(DECLARATION).title_en


def test_long_texts_are_cut_between_words_or_at_a_hyphen(dossier: Dossier) -> None:
    cut = 0
    for kind, ids in all_rows(dossier).items():
        for row_id in ids:
            found = reading(dossier, kind, row_id)
            told, whole = (
                of_reading(dossier, found).description,
                " ".join(found.description.split()),
            )
            if told == whole:
                continue
            assert told.endswith(" …"), row_id
            kept = told.removesuffix(" …")
            assert whole.startswith(kept), row_id
            assert whole[len(kept)] == " " or kept.endswith("-"), row_id
            cut += 1
    assert cut > 100


# Old links


RENAMED = [
    ("events", "timeline", "event", "1998-kawana", "1998-kawana-proposal"),
    ("claims", "checked", "claim", "report-armistice", "report-on-armistice"),
    ("scenes", "story", "scene", "news-shimoda-1855", "news-first-border"),
]
"""Tables, pages and parameters of identifiers that are given up for others."""


def _rename(copy: DataCopy) -> None:
    """Give rows new identifiers wherever they are named, and write down the old ones."""
    ids = {old: new for *_, old, new in RENAMED}

    def change(row: list[str]) -> list[str]:
        return [";".join(ids.get(item, item) for item in cell.split(";")) for cell in row]

    for path in copy.folder.glob("*.csv"):
        if path.name not in ("published.csv", "aliases.csv"):
            copy.set_rows(path.name, change)
    added = "".join(f"{table},{old},{new}\n" for table, _, _, old, new in RENAMED)
    copy.write("aliases.csv", copy.text("aliases.csv") + added)


def test_a_link_with_an_old_identifier_leads_on(data_copy: DataCopy, shell: str) -> None:
    _rename(data_copy)
    dossier = load_dossier(data_copy.folder)
    for _, page, name, old, new in RENAMED:
        html = rewritten(shell, dossier, page, {name: [old]}, HERE)
        assert html == rewritten(shell, dossier, page, {name: [new]}, HERE)
        address = etree.HTML(html).find(".//link[@rel='canonical']").get("href")
        assert address.endswith(f"?{name}={new}")
        assert renamed({name: [old]}, dossier) == {name: [new]}


@pytest.mark.parametrize("address", ["/read/event/{}", "/picture/event/{}.png"])
def test_old_addresses_to_read_lead_on(
    data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    _rename(data_copy)
    renamed_data = load_dossier(data_copy.folder)
    monkeypatch.setattr("components.server.current", lambda: renamed_data)
    client = TestClient(Starlette(routes=routes()))
    for row_id in ("1998-kawana-proposal", "1998-kawana"):
        assert client.get(address.format(row_id)).status_code == 200
    assert client.get(address.format("1998-nothing")).status_code == 404


# Nothing is injected


def _hostile_links() -> list[str]:
    draw = random.Random(1855)
    pages = ["", *(page.name for page in PAGES[1:])]
    links = []
    for number in range(500):
        page = pages[number % len(pages)]
        names = draw.sample(NAMES, draw.randint(1, 3))
        params = [(name, "".join(draw.choices(PIECES, k=draw.randint(1, 4)))) for name in names]
        if number % 5 == 0:
            params.append((draw.choice(PIECES), draw.choice(PIECES)))
        links.append(f"/{page}?{urlencode(params, errors='replace')}")
    return links


def test_five_hundred_hostile_links_inject_nothing(served: httpx2.Client, dossier: Dossier) -> None:
    links = _hostile_links()
    assert len(set(links)) > 490
    plain = {f"/{page.name}" if page is not PAGES[0] else "/": page.name for page in PAGES}
    shapes = {path: _shape(etree.HTML(served.get(path).text)) for path in plain}
    of_rows: dict[str, list] = {}
    for link in links:
        answer = served.get(link)
        assert answer.status_code == 200 and "set-cookie" not in answer.headers, link
        root = etree.HTML(answer.text)
        path, params = urlsplit(link).path, parse_qs(urlsplit(link).query, keep_blank_values=True)
        shown = preview(dossier, plain[path], params)
        if shown.kind == "page":
            assert _shape(root) == shapes[path], link
        else:
            clean = "/" + shown.path
            of_rows.setdefault(clean, _shape(etree.HTML(served.get(clean).text)))
            assert _shape(root) == of_rows[clean], link
        assert _json_ld(root)["url"].startswith(_root(served))
        assert "evil.example" not in answer.text and "alert(1)" not in answer.text, link


@pytest.mark.parametrize(
    "query",
    [
        "event=%ff%fe",
        "event=%ED%A0%80",
        "event=" + "a" * 5000,
        "&".join(f"x{i}=1" for i in range(500)),
        "event",
        "&&&=&==",
        "event[]=x;event=y",
        "%00=%00",
        "event=%0d%0aLocation:%20https://evil.example",
    ],
)
def test_odd_query_strings_get_the_page(served: httpx2.Client, query: str) -> None:
    answer = served.get(f"/?{query}")
    assert answer.status_code == 200 and "location" not in answer.headers
    assert _shape(etree.HTML(answer.text)) == _shape(etree.HTML(served.get("/").text))


@pytest.mark.parametrize("host", ['"><script>alert(1)</script>', "a'b<c>", 'x"y', "[::1]:8501"])
def test_a_hostile_name_of_the_host_is_text(served: httpx2.Client, host: str) -> None:
    plain = _shape(etree.HTML(served.get(f"/?event={DECLARATION}").text))
    answer = served.get(f"/?event={DECLARATION}", headers={"Host": host})
    if answer.status_code == 200:
        assert _shape(etree.HTML(answer.text)) == plain
        assert "<script>alert" not in answer.text


def test_hostile_data_stay_text_in_the_head(dossier: Dossier, spoilt: Dossier, shell: str) -> None:
    for kind, ids in all_rows(dossier).items():
        for row_id in ids[::25]:
            heads, words = [], ""
            for data in (dossier, spoilt):
                shown = of_reading(data, reading(data, kind, row_id))
                tags = head(shown, HERE, data.schema.version)
                root = etree.HTML(f"<head>{tags}</head><body>{first_paint(shown)}</body>")
                whole = etree.HTML(str(whole_page(shown, HERE, data.schema.version)))
                assert _json_ld(root) == _json_ld(whole)
                assert _json_ld(root)["name"] == shown.title
                heads.append((_shape(root), _shape(whole)))
                words = root.find(".//title").text
            assert heads[0] == heads[1], row_id
            if kind not in ("map", "quote"):  # a day has no words, those of a quote are cut
                assert HOSTILE.strip()[:20] in words, row_id


def test_the_address_of_a_picture_holds_no_more_than_the_identifier(dossier: Dossier) -> None:
    for kind, ids in all_rows(dossier).items():
        for row_id in ids:
            assert quote(row_id) == row_id, f"{kind} {row_id}"
