"""The real browser: Debian's Chromium, where it is installed; tests that need it are skipped elsewhere."""

import gc
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ops.screenshots import CHROMIUM, FLAGS
from tests.patience import PATIENCE

expect.set_options(timeout=1000 * PATIENCE / 4)  # a busy machine changes no result


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs Chromium at {CHROMIUM} (Debian's package chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()
    # its greenlets go now: one that the collector ends within a compilation makes that fail (CPython 3.11)
    gc.collect()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of its own; whatever goes wrong in the page fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(1000 * PATIENCE / 4)
    found = context.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on(
        "console",
        lambda said: (
            faults.append(said.text) if said.type == "error" and "Failed to load" not in said.text else None
        ),
    )
    found.on("request", lambda request: _own(request.url, faults))
    yield found
    context.close()
    assert faults == []


def _own(url: str, faults: list[str]) -> None:
    if not url.startswith("http://127.0.0.1:"):
        faults.append(f"asks another host: {url}")
