"""``python -m ops.screenshots``: pictures of the live page for the documents, made of the demo's own stories.

It runs ``slugline demo --keep``, looks at the page with Debian's Chromium as anybody would, and ends it.
"""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = Path("/usr/bin/chromium")
"""Debian's; its flags are those with which it runs without a screen, and asks nobody but the page."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE = re.compile(r"^  page +(http\S+)$")
STORY = "Arctic states agree"
"""The story that is opened, by the beginning of its headline."""


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo for the block and give the address of its page."""
    command = [sys.executable, "-m", "slugline.cli", "demo", "--keep"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = next(filter(None, map(PAGE.match, process.stdout)), None)
            if found is None:
                sys.exit("error: the demo has no page; is the extra 'live' installed?")
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def opened(
    browser: Browser, address: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> Iterator[Page]:
    """Open a page and give it when all is read."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#state[data-is=live]").wait_for()
    page.wait_for_timeout(1_500)
    yield page
    context.close()


def main() -> None:
    """Write the pictures."""
    OUT.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with opened(browser, address, 1180, 700, "light") as page:
            page.screenshot(path=OUT / "live-front.png")
            page.locator(".to-story", has_text=STORY).click()
            page.locator(".quotes").wait_for()
            page.wait_for_timeout(500)
            page.screenshot(path=OUT / "live-story.png")
        with opened(browser, f"{address}map", 1180, 720, "dark") as page:
            page.screenshot(path=OUT / "live-map.png")
        with opened(browser, address, 380, 760, "light") as page:
            page.screenshot(path=OUT / "live-phone.png")
        browser.close()
    for path in sorted(OUT.glob("live-*.png")):
        print(f"{path.relative_to(OUT.parents[1])}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
