"""`make lighthouse`: what a phone on a slow line meets, measured on the shipped register.

Serves it from an empty folder as production does, and asks Lighthouse (mobile, simulated) for
dashboard, list and a record: the middle one of three runs counts. Fails when a limit is missed.
"""

import http.cookiejar
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import processes  # noqa: E402

RUNS, TRIES = 3, 3
PAGES = {"dashboard": "/de/", "list": "/en/incidents/", "incident": "/fr/incidents/32/"}
KILOBYTES = {"dashboard": 170, "list": 170, "incident": 70}  # compressed, first visit
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SHIFT = 0.02
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic"
    " --no-first-run --disable-background-networking --disable-component-update --disable-sync"
)


def serve(folder: str, port: int) -> subprocess.Popen:
    env = {**os.environ, "VAR_DIR": folder, "LOG_LEVEL": "WARNING"}
    env.pop("DATABASE_URL", None)
    for command in ("migrate", "load_register", "collectstatic --noinput"):
        call = [sys.executable, "manage.py", *command.split(), "--verbosity=0"]
        subprocess.run(call, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    server = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    child = processes.start([*server, "--threads", "4", "--log-level", "warning"], env=env)
    processes.wait_until(lambda: processes.is_open(port), child, "The web server", 30)
    return child


def final(url: str) -> tuple[str, list[str]]:
    """Where an address leads to, and the cookies that a reader gets on the way."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(url, timeout=30) as answer:
        return answer.url, [cookie.name for cookie in jar]


def lighthouse(url: str) -> dict:
    program = ROOT / "scripts" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
    browser = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or ""
    if not browser:
        sys.exit("Chromium is needed: set CHROMIUM_PATH or install it.")
    only = f"--only-categories={','.join(SCORES)}"
    call = [str(program), url, "--quiet", "--output=json", only, f"--chrome-flags={CHROMIUM}"]
    env = {**os.environ, "CHROME_PATH": browser}
    for _ in range(TRIES):  # on a busy machine the browser is late now and then
        done = subprocess.run(call, env=env, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return json.loads(done.stdout)
    sys.exit(done.stderr)


def measure(url: str) -> dict:
    """The middle of several runs, and every host that was asked."""
    reports = [lighthouse(url) for _ in range(RUNS)]
    audits = [report["audits"] for report in reports]
    requests = [one for a in audits for one in a["network-requests"]["details"]["items"]]

    def middle(audit: str) -> float:
        return median(a[audit]["numericValue"] for a in audits)

    return {
        "scores": {
            name: round(100 * median(report["categories"][name]["score"] for report in reports))
            for name in SCORES
        },
        "kilobytes": middle("total-byte-weight") / 1024,
        "shift": middle("cumulative-layout-shift"),
        "blocked": middle("total-blocking-time"),
        "largest": middle("largest-contentful-paint"),
        "hosts": {one["url"].split("/")[2] for one in requests if one["url"].startswith("http")},
    }


def faults(name: str, found: dict, host: str, cookies: list[str]) -> list[str]:
    low = [f"{key} {n} < {SCORES[key]}" for key, n in found["scores"].items() if n < SCORES[key]]
    heavy = [f"{found['kilobytes']:.0f} KiB > {KILOBYTES[name]}"]
    return [
        *low,
        *(heavy if found["kilobytes"] > KILOBYTES[name] else []),
        *([f"layout shift {found['shift']:.3f}"] if found["shift"] > SHIFT else []),
        *(f"asked {other}" for other in sorted(found["hosts"] - {host})),
        *(f"cookie {cookie}" for cookie in cookies),
    ]


def main() -> None:
    port = processes.free_port()
    host, missed = f"127.0.0.1:{port}", []
    with tempfile.TemporaryDirectory(prefix="anamnesis-lighthouse-") as folder:
        server = serve(folder, port)
        try:
            for name, path in PAGES.items():
                url, cookies = final(f"http://{host}{path}")
                found = measure(url)
                print(  # noqa: T201 - a table for people
                    f"{name:10}",
                    " ".join(f"{key} {n}" for key, n in found["scores"].items()),
                    f"· {found['kilobytes']:.0f} KiB · shift {found['shift']:.3f}"
                    f" · LCP {found['largest'] / 1000:.1f} s · blocked {found['blocked']:.0f} ms",
                    flush=True,
                )
                missed += [f"{name}: {fault}" for fault in faults(name, found, host, cookies)]
        finally:
            processes.stop(server)
    if missed:
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
