"""A real browser, or the reason why there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Without these a browser calls home by itself, or refuses to start as root.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
ADDRESS = "https://pages.example/page.html"


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser, or skip the test; where `TIERRULES_MUST_RUN` names `browser`, fail it."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        told = f"no browser is installed here; looked for {', '.join(PROGRAMS)}"
        if "browser" in os.environ.get("TIERRULES_MUST_RUN", "").split(","):
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Seen:
    """A page in a browser, and all that it said or asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def choose(self, lang: str) -> None:
        self.page.click(f"label[for=to-{lang}]")

    def visible(self, selector: str) -> list[str]:
        """The texts that a reader sees."""
        found = self.page.locator(selector).filter(visible=True)
        return [" ".join(one.split()) for one in found.all_inner_texts()]

    def status(self) -> str:
        return self.visible("[role=status]")[0]


@contextmanager
def shown(browser: Browser, html: str, folder: Path | None = None, **context: object) -> Iterator[Seen]:
    """Open a page: as a file of a folder where one is given, else as a server would send it; nothing else is there."""
    with closing(browser.new_context(**context)) as opened:  # type: ignore[arg-type]  # options of the context
        seen = Seen(opened.new_page())
        seen.page.on("console", lambda message: seen.said.append(message.text))
        seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
        seen.page.on("dialog", lambda dialog: (seen.said.append(dialog.message), dialog.dismiss()))

        def answer(route: Route) -> None:
            if route.request.url == ADDRESS:
                route.fulfill(body=html.encode("utf-8", errors="backslashreplace"), content_type="text/html")
            else:
                seen.asked.append(route.request.url)
                route.abort()

        if folder is None:
            opened.route("**/*", answer)
            seen.page.goto(ADDRESS)
        else:
            opened.set_offline(True)
            path = folder / "page.html"
            path.write_text(html, encoding="utf-8")
            seen.page.on("request", lambda one: None if one.url == path.as_uri() else seen.asked.append(one.url))
            seen.page.goto(path.as_uri())
        yield seen


@contextmanager
def closing(context: BrowserContext) -> Iterator[BrowserContext]:
    try:
        yield context
    finally:
        context.close()
