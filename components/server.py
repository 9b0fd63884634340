"""What the server answers beside the application: shapes, downloads, citations, the feed."""

import datetime as dt
import gzip
from pathlib import Path
from urllib.parse import urljoin

import anyio.to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.citations import FORMS, cited, works
from components.compressed import Compressed
from components.dossier import current
from components.dossier.geometry import ASSET_PATH, CLICK_AREAS, PATTERNS, SHORELINE, asset
from components.downloads import OPEN_TO_ALL, download_routes
from components.feed import build_feed
from components.http import answer, not_found
from components.pictures import picture_of
from components.preview import of_reading, whole_page
from components.reading import reading
from components.shell_page import ShellPage
from components.site_map import robots, site_map

FOR_EVER = "public, max-age=31536000, immutable"
FONTS = {"serif.woff2", "sans.woff2"}


async def _shapes(request: Request) -> Response:
    assets = {found.name: found for found in map(asset, (SHORELINE, CLICK_AREAS, PATTERNS))}
    found = assets.get(request.path_params["name"])
    if found is None:
        return not_found("such file")
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    body = found.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    kind = "image/png" if found.name.endswith(".png") else "application/geo+json"
    return Response(body, media_type=kind, headers=headers)


async def _font(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FONTS:
        return not_found("such font")
    body = (Path(__file__).parent / "fonts" / name).read_bytes()
    return answer(request, body, "font/woff2", cache=FOR_EVER, headers=OPEN_TO_ALL)


def _base(base_path: str) -> str:
    return f"/{base_path.strip('/')}" if base_path.strip("/") else ""


def middleware(base_path: str = "") -> list[Middleware]:
    """The middleware for `st.App`: each link its own head and text, and all of it compressed.

    Args:
        base_path: the path under which the site is served, as `server.baseUrlPath` has it.
    """
    return [Middleware(Compressed), Middleware(ShellPage, base=_base(base_path))]


def routes(base_path: str = "") -> list[Route]:
    """The routes for `st.App`.

    Args:
        base_path: the path under which the site is served, as `server.baseUrlPath` has it.
    """
    base = _base(base_path)

    def home(request: Request) -> str:
        return urljoin(str(request.base_url), f"{base}/")

    async def citation(request: Request) -> Response:
        row_id, _, form = request.path_params["name"].rpartition(".")
        what = cited(current(), request.path_params["kind"], row_id)
        if what is None or form not in FORMS:
            return not_found("such citation")
        make, kind = FORMS[form]
        items = works(what, current(), urljoin(home(request), what.path), dt.date.today())
        return answer(request, make(items).encode(), kind, headers=OPEN_TO_ALL)

    async def read(request: Request) -> Response:
        found = reading(current(), request.path_params["kind"], request.path_params["row_id"])
        if found is None:
            return not_found("such page")
        shown = of_reading(current(), found)
        page = whole_page(shown, home(request), current().schema.version)
        return answer(request, page.encode(), "text/html; charset=utf-8")

    async def picture(request: Request) -> Response:
        kind = request.path_params.get("kind", "")
        row_id = request.path_params.get("row_id", "")
        body = await anyio.to_thread.run_sync(picture_of, current(), kind, row_id)
        if body is None:
            return not_found("such picture")
        return answer(request, body, "image/png", cache="public, max-age=86400")

    async def sitemap(request: Request) -> Response:
        return answer(request, site_map(current(), home(request)), "application/xml")

    async def for_robots(request: Request) -> Response:
        return answer(request, robots(home(request)), "text/plain; charset=utf-8")

    async def feed(request: Request) -> Response:
        body = build_feed(current(), home(request))
        return answer(request, body, "application/atom+xml; charset=utf-8", headers=OPEN_TO_ALL)

    return [
        Route(f"{base}/{ASSET_PATH}/{{name}}", _shapes, methods=["GET"]),
        Route(f"{base}/fonts/{{name}}", _font, methods=["GET"]),
        *download_routes(base),
        Route(f"{base}/cite/{{kind}}/{{name}}", citation, methods=["GET"]),
        Route(f"{base}/feed.atom", feed, methods=["GET"]),
        Route(f"{base}/read/{{kind}}/{{row_id}}", read, methods=["GET"]),
        Route(f"{base}/picture/site.png", picture, methods=["GET"]),
        Route(f"{base}/picture/{{kind}}/{{row_id}}.png", picture, methods=["GET"]),
        Route(f"{base}/sitemap.xml", sitemap, methods=["GET"]),
        Route(f"{base}/robots.txt", for_robots, methods=["GET"]),
    ]
