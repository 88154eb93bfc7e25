"""What a browser loads for a page: requests and bytes over the wire, with nothing in its cache."""

import gzip
from pathlib import Path
from typing import Any
from urllib.request import urlopen

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def weigh(address: str) -> dict[str, float] | None:
    """Return requests, kB as sent and kB with the page itself compressed too; None without Chromium."""
    if not CHROMIUM.exists():
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where there is a browser

    sent: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")

        def note(event: dict[str, Any]) -> None:
            sent[event["requestId"]] = event["encodedDataLength"]

        session.on("Network.loadingFinished", note)
        page.goto(address, wait_until="networkidle")
        browser.close()
    with urlopen(address) as response:
        html = response.read()
    everything = sum(sent.values())
    return {
        "requests": len(sent),
        "kb_sent": everything / 1000,
        "kb_compressed": (everything - len(html) + len(gzip.compress(html, 6))) / 1000,
    }
