"""A small news site on loopback: a feed and its articles, about invented organisations."""

from pathlib import Path

from werkzeug.http import generate_etag
from werkzeug.wrappers import Response

PAGES = Path(__file__).parent / "data" / "news"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Musterblatt</title><link>{site}</link><language>de-CH</language>
{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"


class NewsSite:
    """`publish` puts a page of tests/data/news on the site and into its feed."""

    def __init__(self, server):
        self.server = server
        self.items: list[str] = []
        self.feed_url = server.url_for("/feed.xml")
        server.expect_request("/feed.xml").respond_with_handler(self._feed)

    def publish(self, name: str) -> str:
        """Returns the address of the article."""
        html = (PAGES / f"{name}.html").read_text()
        self.server.expect_request(f"/{name}").respond_with_data(html, content_type="text/html")
        return self.announce(f"/{name}")

    def withdraw(self, name: str) -> str:
        """Leave an address in the feed whose page is gone."""
        self.server.expect_request(f"/{name}").respond_with_data("", status=410)
        return self.announce(f"/{name}")

    def announce(self, path: str) -> str:
        """Put an address into the feed, whether there is a page or not."""
        link = self.server.url_for(path)
        self.items.append(ITEM.format(title=path.strip("/"), link=link))
        return link

    def _feed(self, request):
        body = FEED.format(site=self.server.url_for("/"), items="".join(self.items)).encode()
        response = Response(body, content_type="application/rss+xml")
        response.set_etag(generate_etag(body))
        return response.make_conditional(request)
