"""The sites that `make bench` reads: our own pages, served by a process that costs little."""

import asyncio
import json
import multiprocessing
import random
import re
import sys
from collections import defaultdict
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import processes  # noqa: E402
from tests.faults.farm import Farm  # noqa: E402
from tests.news import FEED, ITEM  # noqa: E402

ORDINARY = ROOT / "tests" / "corpus" / "ordinary.jsonl"  # news that nothing has learned from
LIGHT, TYPICAL = 68, 354  # kB of a page
TELLINGS = 3  # of an article's paragraphs on one page
MANY, METAS = 230, 36  # links and teasers beside a story; remarks in its head
SENTENCE_END = re.compile(r"(?<=[.!?]) ")
SCRIPTS, WIDTHS, POINTS = 24, (320, 480, 640, 960, 1280), 75
STATE = ",".join(map(str, range(40_000)))
META = '<meta property="og:{hash}" content="{title}"><link rel="alternate" href="/{hash}/{n}">'
DATA = """<script type="application/ld+json">{{"@context": "https://schema.org",
"@type": "NewsArticle", "headline": "{title}", "image": "{images}", "description": "{lead}",
"author": {{"@type": "Person", "name": "{hash}"}}}}</script>"""
STORY = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
{head}</head><body><main><article class="article">
<header class="article__head"><h1>{title}</h1></header>
<div class="article__body">{story}</div></article></main></body></html>"""
PART = """<div class="article__part part-{hash}"><p class="article__text text-{hash}">{first}
<a class="link link--inline" href="/thema/{hash}/{n}">{middle}</a> {last}</p></div>"""
FIGURE = """<div class="article__slot slot-{hash}"><figure class="figure figure--wide"><picture>
<source srcset="{images}"><img class="figure__image" src="/i/{n}.jpg" alt=""></picture>
<figcaption class="figure__caption"><span>{title}</span><span class="figure__source">Archiv</span>
</figcaption></figure></div>"""
RELATED = """<aside class="related related-{hash}"><h4 class="related__title">Mehr zum Thema</h4>
<ul class="related__list"><li><a href="/mehr/{hash}/{n}"><span>{title}</span></a></li>
<li><a href="/mehr/{hash}/{n}/alle"><span>{lead}</span></a></li></ul></aside>"""
SHARED = """<li class="share__item"><a href="/teilen/{n}"><svg class="icon"><path d="{drawing}">
</path></svg><span>Teilen</span></a></li>"""
SHARE = f'<ul class="share share-{{hash}}">{6 * SHARED}</ul>'
LINK = """<li class="menu__item menu__item--level-2 item-{hash}" id="menu-{hash}" role="none">
<a class="link-{hash} link--plain u-block" href="/rubrik/{hash}/{n}/uebersicht.html" role="menuitem"
 data-track="navigation|{hash}|{n}" title="{title}" data-place="{n}">
<span class="menu__text">{title}</span></a></li>"""
TEASER = """<div class="grid__cell grid__cell--wide cell-{hash}" data-teaser="{n}">
<div class="card card--media card-{hash}" data-tracking='{{"list":"{hash}","place":{n}}}'>
<!-- {hash} --><a class="card__link hit-{hash}" aria-label="{title}" tabindex="0"
 data-vars="{drawing}" href="/nachrichten/schweiz/{hash}-artikel-{n}">
<div class="card__media media-{hash}"><figure class="ratio ratio--16x9 ratio-{hash}"><picture>
<source srcset="{images}"><img class="media__image img-{hash}" src="/i/{n}.jpg" alt=""></picture>
</figure></div><h3 class="card__title head-{hash}"><span>{title}</span></h3></a>
<svg class="icon icon--share" viewBox="0 0 24 24"><path d="{drawing}"></path></svg>
<p class="card__lead lead-{hash}">{lead}</p></div></div>"""
DEEP = '<div class="root-{hash}"><div class="grid-{hash}"><div class="column-{hash}"><div>'


class Press:
    """Pages like those one meets: ordinary news in the frame of a news site.

    135 pages of papers, portals and broadcasters of Switzerland and around it (from the tests of
    fundus, seven of them Swiss) have on average 354 kB, 1,107 elements nine deep with 2,361
    attributes of 120 kB, 201 links, 179 kB in scripts and 5,800 characters of story. `size` is in
    kB.
    """

    def __init__(self, size: int):
        self.luck = random.Random(1)  # noqa: S311 - the same pages each time
        self.size = 1000 * size
        self.told = defaultdict(list)
        for row in map(json.loads, ORDINARY.read_text(encoding="utf-8").splitlines()):
            self.told[row["language"]].append(row["text"].strip().split("\n\n"))

    def page(self, n: int, *, relevant: bool) -> str:
        """A page with a text of its own; the relevant ones tell of ten incidents."""
        weights = [len(told) for told in self.told.values()]
        language = "de" if relevant else self.luck.choices([*self.told], weights)[0]
        html = Farm.attack(n % 10) if relevant else self.ordinary(language)
        many = min(MANY, self.size // 1000)
        others = self.luck.choices(self.told[language], k=many)
        menu, teasers = others[: many // 4], others[many // 2 :: 3]
        before = DEEP.format(hash=n) + f"<nav><ul>{self.listed(menu, LINK)}</ul></nav>"
        after = f"<aside>{self.listed(teasers, TEASER)}</aside><ul>{self.listed(menu, LINK)}</ul>"
        html = html.replace("<body>", f"<body>{before}", 1)
        html = html.replace("</body>", f"{after}{'</div>' * 4}</body>", 1)
        state = STATE[: max(0, self.size - len(html.encode())) // SCRIPTS].strip(",")
        scripts = f"<script>window.state = [{state}]</script>" * SCRIPTS
        return html.replace("</body>", f"{scripts}</body>", 1)

    def ordinary(self, language: str) -> str:
        """One article told at length: its paragraphs several times, their sentences in another
        order each time, so that no two pages have the same text and each is about one thing."""
        told = self.luck.choice(self.told[language])
        story = self.listed([told], SHARE)
        for place, part in enumerate(TELLINGS * told[1:]):
            said = SENTENCE_END.split(part)
            words = " ".join(self.luck.sample(said, len(said))).split()
            first, middle, last = (" ".join(words[a:b]) for a, b in ((0, 4), (4, 7), (7, None)))
            story += self.listed([told], PART, first=first, middle=middle, last=last)
            story += self.listed([told], FIGURE if place % 2 else RELATED)
        head = self.listed([told] * METAS, META) + self.listed([told], DATA)
        return STORY.format(language=language, title=escape(told[0]), head=head, story=story)

    def listed(self, others: list[list[str]], form: str, **texts: str) -> str:
        return "".join(
            form.format(
                n=n,
                hash=f"{self.luck.randrange(16**6):06x}",
                drawing=" ".join(f"l{self.luck.random():.3f}" for _ in range(POINTS)),
                images=", ".join(f"/images/{n}/{width}/crop.webp {width}w" for width in WIDTHS),
                title=escape(told[0]),
                lead=escape(told[-1][:120]),
                **{name: escape(text) for name, text in texts.items()},
            )
            for n, told in enumerate(others)
        )


class Site:
    """`with Site(n, hosts) as site:` serves n pages, dealt out to hosts 127.0.0.1, .2, .3 …"""

    def __init__(self, n: int, hosts: int, size: int = TYPICAL):
        press = Press(size)
        self.port = processes.free_port()
        self.pages = [press.page(place, relevant=place % 100 == 0) for place in range(n)]
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
