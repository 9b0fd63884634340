"""What the server answers beside the application: shapes and patterns of the maps."""

import gzip

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.dossier.geometry import ASSET_PATH, CLICK_AREAS, PATTERNS, SHORELINE, asset

FOR_EVER = "public, max-age=31536000, immutable"


async def _shapes(request: Request) -> Response:
    assets = {found.name: found for found in map(asset, (SHORELINE, CLICK_AREAS, PATTERNS))}
    found = assets.get(request.path_params["name"])
    if found is None:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
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
    return [Route(f"{base}/{ASSET_PATH}/{{name}}", _shapes, methods=["GET"])]
