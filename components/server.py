"""What the server answers beside the application: shapes, downloads, citations, the feed."""

import datetime as dt
import gzip
from urllib.parse import urljoin

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.citations import FORMS, cited, works
from components.dossier import current
from components.dossier.geometry import ASSET_PATH, CLICK_AREAS, PATTERNS, SHORELINE, asset
from components.downloads import OPEN_TO_ALL, download_routes
from components.feed import build_feed
from components.http import answer, not_found

FOR_EVER = "public, max-age=31536000, immutable"


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


def routes(base_path: str = "") -> list[Route]:
    """The routes for `st.App`.

    Args:
        base_path: the path under which the site is served, as `server.baseUrlPath` has it.
    """
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""

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

    async def feed(request: Request) -> Response:
        body = build_feed(current(), home(request))
        return answer(request, body, "application/atom+xml; charset=utf-8", headers=OPEN_TO_ALL)

    return [
        Route(f"{base}/{ASSET_PATH}/{{name}}", _shapes, methods=["GET"]),
        *download_routes(base),
        Route(f"{base}/cite/{{kind}}/{{name}}", citation, methods=["GET"]),
        Route(f"{base}/feed.atom", feed, methods=["GET"]),
    ]
