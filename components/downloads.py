"""Downloads at stable addresses: every table, also filtered as a page shows it."""

from collections.abc import Callable, Collection

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.claim_links import read_claims_view
from components.dossier import Dossier, current
from components.dossier.exports import (
    borders_geojson,
    descriptor,
    events_geojson,
    package_zip,
    table_csv,
    table_json,
)
from components.http import answer, not_found
from components.links import listed
from components.params import Params, renamed
from components.quote_links import read_quotes_view
from components.source_links import read_sources_view
from components.treaty_links import read_treaty_view

CSV, JSON, GEOJSON = "text/csv; charset=utf-8", "application/json", "application/geo+json"
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}
"""Pages of other sites may read the data (https://fetch.spec.whatwg.org/#http-cors-protocol)."""


def _events(params: Params, dossier: Dossier) -> Collection[str]:
    return {event.event_id for event in listed(params, dossier)}


def _quotes(params: Params, dossier: Dossier) -> Collection[str]:
    view, _ = read_quotes_view(params, dossier)
    return {quote.quote_id for quote in dossier.words.matching_quotes(view.filters)}


def _claims(params: Params, dossier: Dossier) -> Collection[str]:
    view, _ = read_claims_view(params, dossier)
    return {claim.claim_id for claim in dossier.matters.matching_claims(view.filters)}


def _offers(params: Params, dossier: Dossier) -> Collection[str]:
    view, _ = read_treaty_view(params, dossier)
    return {offer.offer_id for offer in dossier.matters.offers_by(view.sides)}


def _sources(params: Params, dossier: Dossier) -> Collection[str]:
    view, _ = read_sources_view(params, dossier)
    return {source.source_id for source in dossier.provenance.matching_sources(view.filters)}


FILTERS: dict[str, Callable[[Params, Dossier], Collection[str]]] = {
    "events": _events,
    "quotes": _quotes,
    "claims": _claims,
    "offers": _offers,
    "sources": _sources,
}
"""Tables that can be had filtered, by the parameters of the page that shows them."""


def chosen_ids(table: str, params: Params, dossier: Dossier) -> Collection[str] | None:
    """The identifiers that the parameters of a link leave of a table; None for all."""
    return FILTERS[table](params, dossier) if params and table in FILTERS else None


def _body(name: str, params: Params, dossier: Dossier) -> tuple[bytes, str] | None:
    whole = {
        "datapackage.json": (descriptor, JSON),
        "package.zip": (package_zip, "application/zip"),
    }
    if name in whole:
        make, kind = whole[name]
        return make(dossier), kind
    table, _, form = name.rpartition(".")
    shapes = {"events": events_geojson, "borders": borders_geojson}
    makers = {"csv": (table_csv, CSV), "json": (table_json, JSON)}
    if table not in dossier.schema.tables:
        return None
    ids = chosen_ids(table, params, dossier)
    if form == "geojson" and table in shapes:
        return shapes[table](dossier, ids), GEOJSON
    if form in makers:
        make, kind = makers[form]
        return make(dossier, table, ids), kind
    return None


async def _download(request: Request) -> Response:
    name = request.path_params["name"]
    asked = {key: request.query_params.getlist(key) for key in request.query_params}
    params = renamed(asked, current())
    found = _body(name, params, current())
    if found is None:
        return not_found("such table or form of it")
    body, kind = found
    file = {"Content-Disposition": f'inline; filename="{name}"'}
    return answer(request, body, kind, headers=OPEN_TO_ALL | file)


def download_routes(base: str) -> list[Route]:
    """The routes of the downloads.

    Args:
        base: the path under which the site is served, without a slash at its end.
    """
    return [Route(f"{base}/data/{{name}}", _download, methods=["GET"])]
