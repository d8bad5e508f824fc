"""The sites that `make bench` reads: invented pages, served by a process that costs little."""

import asyncio
import multiprocessing
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import processes  # noqa: E402
from tests.faults.farm import IRRELEVANT, Farm  # noqa: E402
from tests.news import FEED, ITEM  # noqa: E402

WORDS = """
Gemeinde Kanton Spital Bahnhof Schule Umbau Budget Verein Fest Wetter Strasse Brücke
Bericht Jahr Franken Leitung Betrieb Quartier Abstimmung Projekt Planung Antrag Rat
Sitzung Turnhalle die der das ein eine wird wurde hat haben soll sollen mit nach für
über unter seit gegen
""".split()  # noqa: SIM905


def prose(luck: random.Random, sentences: int) -> str:
    """Sentences without a sense, but as long as real ones."""
    return " ".join(
        " ".join(luck.choices(WORDS, k=luck.randint(8, 18))).capitalize() + "."
        for _ in range(sentences)
    )


def page(luck: random.Random, n: int, *, relevant: bool) -> str:
    """About 68 kB, as news pages are: a story, menus, teasers, scripts."""
    html = Farm.attack(n % 10) if relevant else IRRELEVANT
    story = "".join(f"<p>{prose(luck, 4)}</p>" for _ in range(3 if relevant else 15))
    menu = "".join(f'<li><a href="/m/{i}">{prose(luck, 1)[:30]}</a></li>' for i in range(150))
    teasers = "".join(
        f'<article class="teaser"><h3><a href="/t/{i}">{prose(luck, 1)[:60]}</a></h3>'
        f"<p>{prose(luck, 1)}</p></article>"
        for i in range(75)
    )
    script = f"<script>window.data = {[luck.random() for _ in range(1800)]}</script>"
    html = html.replace("<body>", f"<body><nav><ul>{menu}</ul></nav>", 1)
    html = html.replace("</article>", f"{story}</article>", 1)
    return html.replace("</body>", f"<aside>{teasers}</aside>{script}</body>", 1)


class Site:
    """`with Site(n, hosts) as site:` serves n pages, dealt out to hosts 127.0.0.1, .2, .3 …"""

    def __init__(self, n: int, hosts: int):
        luck = random.Random(1)  # noqa: S311 - the same pages each time
        self.port = processes.free_port()
        self.pages = [page(luck, place, relevant=place % 100 == 0) for place in range(n)]
        self.feeds = [self.address(host, "/feed.xml") for host in range(hosts)]
        answers = {
            (f"127.0.0.{1 + place % hosts}", f"/{place}-artikel"): _answer("text/html", html)
            for place, html in enumerate(self.pages)
        }
        for host in range(hosts):
            links = [self.address(host, f"/{place}-artikel") for place in range(host, n, hosts)]
            items = "".join(ITEM.format(title=f"Artikel {link}", link=link) for link in links)
            feed = FEED.format(site=self.address(host, "/"), items=items)
            answers[f"127.0.0.{1 + host}", "/feed.xml"] = _answer("application/rss+xml", feed)
        places = [f"127.0.0.{1 + host}" for host in range(hosts)]
        serve = {"target": _serve, "args": (places, self.port, answers), "daemon": True}
        self.process = multiprocessing.Process(**serve)

    def address(self, host: int, path: str) -> str:
        return f"http://127.0.0.{1 + host}:{self.port}{path}"

    def __enter__(self):
        self.process.start()
        while not processes.is_open(self.port):
            self.process.join(0.05)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.join()


def _answer(kind: str, body: str) -> bytes:
    data = body.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data


GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def _serve(hosts: list[str], port: int, answers: dict[tuple[str, str], bytes]) -> None:
    class Answer(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport

        def data_received(self, data):  # a request of ours fits into one packet
            first, *rest = data.decode("latin-1").split("\r\n")
            host = next(line[6:] for line in rest if line.lower().startswith("host: "))
            self.transport.write(answers.get((host.partition(":")[0], first.split()[1]), GONE))
            self.transport.close()

    async def serve():
        server = await asyncio.get_running_loop().create_server(Answer, hosts, port)
        await server.serve_forever()

    asyncio.run(serve())
