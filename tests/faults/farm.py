"""Many news sites behind one port: each address of 127.0.0.0/8 is a host with feed and articles."""

import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.news import FEED, ITEM, PAGES

IRRELEVANT = (PAGES / "cafeteria.html").read_text()
RELEVANT = (PAGES / "birkenau.html").read_text()
NAMES = (
    "Ahornen Buchental Eichmatt Erlenhof Eschenau Fichtenau Föhrental Haslen Holderbach Lindenhof"
)


@dataclass
class Request:
    host: str
    path: str
    at: float
    ends: float = 0.0
    headers: dict = field(default_factory=dict)


class LoopbackServer(ThreadingHTTPServer):
    """Answers on every address of 127.0.0.0/8, and on no other: bound to the device."""

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
        super().server_bind()


class Farm:
    """`with Farm() as farm:`; `farm.plant(host, n)` puts n articles on a host and into its feed."""

    def __init__(self, robots: str = "", pause: float = 0.0):
        self.robots, self.pause = robots, pause
        self.pages: dict[tuple[str, str], str] = {}
        self.log: list[Request] = []
        farm = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                farm.answer(self)

            def log_message(self, *_):
                return

        self.server = LoopbackServer(("0.0.0.0", 0), Handler)  # noqa: S104 - of loopback
        self.port = self.server.server_port

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def url(self, host: int, path: str) -> str:
        return f"http://127.0.0.{host}:{self.port}{path}"

    def plant(self, host: int, n: int, *, relevant: int = 0) -> list[str]:
        """n addresses on a host; the first `relevant` tell of one attack each."""
        urls = []
        for place in range(n):
            html = self.attack((host + place) % 10) if place < relevant else IRRELEVANT
            path = f"/{len(self.pages)}-artikel"
            # A line of its own each, else all would be copies of the first.
            self.pages[f"127.0.0.{host}", path] = html.replace(
                "</article>", f"<p>Diese Meldung trägt die Nummer {host}/{path}.</p></article>"
            )
            urls.append(self.url(host, path))
        return urls

    @staticmethod
    def attack(n: int) -> str:
        """A report of one of ten attacks, each of a month of its own."""
        named = RELEVANT.replace("Birkenau", NAMES.split()[n])
        return named.replace("2024-03-14", f"2024-{n + 1:02}-14")

    def answer(self, request):
        host = request.headers["Host"].partition(":")[0]
        entry = Request(host, request.path, time.time(), headers=dict(request.headers))
        self.log.append(entry)
        time.sleep(self.pause)
        kind, body = self.body(host, request.path)
        status, tag = (200 if body is not None else 404), f'"{hash(body)}"'
        if body is not None and request.headers.get("If-None-Match") == tag:
            status, body = 304, ""
        data = (body or "").encode()
        entry.ends = time.time()
        request.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", len(data)), ("ETag", tag)):
            request.send_header(name, str(value))
        request.end_headers()
        request.wfile.write(data)

    def body(self, host, path):
        if path == "/robots.txt":
            return "text/plain", self.robots
        if path == "/feed.xml":
            links = [self.url(int(h.rpartition(".")[2]), p) for h, p in self.pages if h == host]
            items = "".join(ITEM.format(title=f"Artikel {link}", link=link) for link in links)
            return "application/rss+xml", FEED.format(site=f"http://{host}/", items=items)
        return "text/html", self.pages.get((host, path))
