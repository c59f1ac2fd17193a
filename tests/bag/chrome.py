"""A telephone: Chromium, 360 pixels wide."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

# Without a sandbox, for tests run as root; and nothing that asks for the network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


class Phone:
    """Opens pages, and remembers what they complained of and asked for."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport={"width": 360, "height": 760})
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def told(self, address: str) -> tuple[str, str]:
        """The state, and all that is said, of a page that is newly opened."""
        self.page.goto("about:blank")
        self.page.goto(address)
        # By what is there to see: the page's policy lets nobody evaluate words, not even a test.
        self.page.locator("#said:not(:empty)").wait_for()
        return self.state, self.page.inner_text("body")

    @property
    def state(self) -> str:
        return self.page.get_attribute("#verdict", "class") or ""
