"""The middleware that sends text compressed: what never changes once, the rest as it comes."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import anyio.to_thread
import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST = 1024
"""Shorter bodies are sent as they are."""

QUICK, SMALL = 5, 11
"""Qualities of brotli: a large script takes 0.1 s at the one and is a sixth smaller at the other,
which takes ten seconds."""

TEXTS = (
    "text/",
    "application/javascript",
    "application/json",
    "application/geo+json",
    "application/atom+xml",
    "application/xml",
    "application/vnd.citationstyles",
    "image/svg",
)
"""Beginnings of content types that grow smaller."""
FOR_EVER = "immutable"

WAYS = ("br", "gzip")
"""Ways to compress, the best first, as browsers name them."""


def compress(body: bytes, way: str, *, quick: bool) -> bytes:
    """A body in a way of `WAYS`."""
    if way == "br":
        return brotli.compress(body, quality=QUICK if quick else SMALL)
    return gzip.compress(body, 6 if quick else 9, mtime=0)


REFUSED = ("q=0", "q=0.0", "q=0.00", "q=0.000")
"""Weights by which a browser says what it does not take (RFC 9110, 12.4.2)."""


def way_for(accepted: str) -> str:
    """The best way that a browser accepts, or ''."""
    parts = (part.replace(" ", "").partition(";") for part in accepted.lower().split(","))
    names = {name for name, _, weight in parts if weight not in REFUSED}
    return next((way for way in WAYS if way in names), "")


class Kept:
    """Bodies of files that never change, compressed once for the process.

    The first reader gets a quick compression; a worker then makes the small one for all others.
    """

    def __init__(self) -> None:
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="compress")

    def get(self, path: str, way: str, body: bytes) -> bytes:
        """The body of a file, compressed.

        Args:
            path: the address of the file, which holds a mark of its content.
            way: a way of `WAYS`.
            body: the file.
        """
        key = (path, way)
        if key in self._bodies:
            return self._bodies[key]
        quick = self._bodies[key] = compress(body, way, quick=True)
        self._worker.submit(self._make_small, key, body)
        return quick

    def _make_small(self, key: tuple[str, str], body: bytes) -> None:
        self._bodies[key] = compress(body, key[1], quick=False)


class Compressed:
    """ASGI middleware: compresses whole text answers that are not compressed yet.

    Streamlit's own files carry a mark of their content in their names and are compressed once
    for the process; other answers, such as pages, each time.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept = Kept()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope) if scope["type"] == "http" else {}
        way = way_for(headers.get("accept-encoding", ""))
        if not way or scope["method"] != "GET" or "range" in headers:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def gather(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                if not _worth(start):
                    await send(start)
                return
            if not _worth(start):
                await send(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_whole(send, start, b"".join(parts), scope["path"], way)

        await self._app(scope, receive, gather)

    async def _send_whole(
        self, send: Send, start: Message, body: bytes, path: str, way: str
    ) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if len(body) >= SMALLEST:
            if FOR_EVER in headers.get("cache-control", ""):
                body = await anyio.to_thread.run_sync(self._kept.get, path, way, body)
            else:
                body = compress(body, way, quick=True)
            headers["Content-Encoding"] = way
            if "etag" in headers:  # one tag for each form of the body (RFC 9110, 8.8.3)
                headers["ETag"] = headers["etag"].removesuffix('"') + f'-{way}"'
        headers["Content-Length"] = str(len(body))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def _worth(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "")
    return (
        start["status"] == 200
        and "content-encoding" not in headers
        and kind.startswith(TEXTS)
        and not kind.startswith("text/event-stream")
    )
