"""What the server answers beside the application: the shapes of the maps."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.dossier.geometry import ASSET_PATH, CLICK_AREAS, SHORELINE, asset

FOR_EVER = "public, max-age=31536000, immutable"


async def _shapes(request: Request) -> Response:
    assets = {found.name: found for found in map(asset, (SHORELINE, CLICK_AREAS))}
    found = assets.get(request.path_params["name"])
    if found is None:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    headers = {"Cache-Control": FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(found.body, media_type="application/geo+json", headers=headers)


def routes() -> list[Route]:
    """The routes for `st.App`."""
    return [Route(f"/{ASSET_PATH}/{{name}}", _shapes, methods=["GET"])]
