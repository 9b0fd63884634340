"""The middleware that gives each link its own head and its text before any script has run.

Streamlit answers every address of a page with one and the same file: the title
'Streamlit', no preview, an empty body. The file is rewritten here for the very link. It
depends on two places in that file, and a test fails when a release of Streamlit changes
them; a file without them is passed on as it is.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.dossier import Dossier, current
from components.params import Params, renamed
from components.preview import first_paint, head, preview
from components.site import PAGES

TITLE = re.compile(r"<title>Streamlit</title>")
ROOT = '<div id="root"></div>'
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
HTML = re.compile(r"<html lang=\"en\">")

STATIC = Path(streamlit.__file__).parent / "static"
CHUNKS = {"plotly": "PlotlyChart", "deck": "DeckGlJsonChart"}
NEEDS = {
    "timeline": ("plotly", "deck"),
    "map": ("deck",),
    "story": ("plotly", "deck"),
    "numbers": ("plotly",),
}
"""Large parts of the application that a page needs at once."""


@lru_cache
def chunk_links(page: str) -> str:
    """Links that let the browser fetch a page's large scripts before it is told to."""
    needed = [CHUNKS[name] for name in NEEDS.get(page, ())]
    files = [path for stem in needed for path in (STATIC / "static/js").glob(f"{stem}.*.js")]
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">' for path in files
    )


def rewritten(shell: str, dossier: Dossier, page: str, params: Params, site: str) -> str:
    """Streamlit's file for a link.

    Args:
        shell: the file as Streamlit has it.
        dossier: the data.
        page: name of the page.
        params: the query parameters.
        site: the full address of the root of the site, with a slash at its end.
    """
    if not TITLE.search(shell) or ROOT not in shell:
        return shell
    shown = preview(dossier, page, renamed(params, dossier))
    tags = str(head(shown, site, dossier.schema.version)) + chunk_links(page)
    shell = TITLE.sub(lambda _: tags, shell, count=1)
    # Without scripts the text below is the page.
    shell = NOSCRIPT.sub("", shell, count=1)
    return shell.replace(ROOT, f"{ROOT}{first_paint(shown)}", 1)


class ShellPage:
    """ASGI middleware: rewrites the answers to the addresses of pages.

    Args:
        app: the application.
        base: the path under which the site is served, without a slash at its end.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base
        self._pages = {f"{base}/": PAGES[0].name} | {
            f"{base}/{page.name}": page.name for page in PAGES[1:]
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        page = self._pages.get(scope.get("path", ""))
        if scope["type"] != "http" or page is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        shell = await _answer_of(self._app, scope, receive)
        if shell is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        params = parse_qs(request.url.query, keep_blank_values=True, max_num_fields=None)
        site = f"{request.base_url}{self._base.lstrip('/')}".rstrip("/") + "/"
        text = rewritten(shell, current(), page, params, site)
        await HTMLResponse(text, headers={"Cache-Control": "no-cache"})(scope, receive, send)


async def _answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> str | None:
    """The HTML that the application answers, or None if it answers something else.

    The request is asked anew without what would make the answer a 304, a part, or compressed:
    the file is the same for all links, the page is not.
    """
    left_out = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
    headers = [(name, value) for name, value in scope["headers"] if name not in left_out]
    seen: Mapping[str, list] = {"start": [], "body": []}

    async def keep(message) -> None:
        seen["start" if message["type"] == "http.response.start" else "body"].append(message)

    await app({**scope, "method": "GET", "headers": headers}, receive, keep)
    start = seen["start"][0]
    kind = dict(start["headers"]).get(b"content-type", b"").decode()
    if start["status"] != 200 or not kind.startswith("text/html"):
        return None
    return b"".join(message.get("body", b"") for message in seen["body"]).decode()
