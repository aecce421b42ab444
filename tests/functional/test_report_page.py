"""A report as a page in a real browser: read out, in light and dark, on any width, printed, and with names that mean harm."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import play
from simulator.report.debrief import debrief
from simulator.report.export.html_form import report_html
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin, PlayResult
from simulator.report.source import ReportSource, RoundHead
from tests.support.browser_stage import Page, start_browser
from tests.support.scenarios import SCENES, conversation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOSTILE = (
    "<script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=1">',
    "<svg/onload=document.title=1>",
    "</title><h1>taken</h1>",
    "'; document.title=1; //",
    "&lt;b&gt;",
    "Zoë\u202e 李",
    "<style>*{display:none}</style>",
)
PAPER = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all of these tests."""
    driver = start_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def played(person: str, at: int) -> PlayResult:
    """A play by a person, one of three."""
    start = conversation(SCENES, needs='"own", "solve"')
    moves = (("listen", "own", "solve"), ("blame", "wait"), ("leave",))[at % 3]
    origin = Origin(
        key=f"{person} {at}", name=person, person=person, mode="exam", started=MADE, seconds=61.0,
        round=HOSTILE[0], team=HOSTILE[1], fault=HOSTILE[2],
    )  # fmt: skip
    return play_result(start, play(start, moves), origin, digest="d" * 64, advice=HOSTILE[1])


CUT_HEADS = """
return [...document.querySelectorAll('thead th')].filter((head) => {
  const words = document.createRange();
  words.selectNodeContents(head);
  return head.textContent && !/\\s/.test(head.textContent) && words.getClientRects().length > 1;
}).map((head) => head.textContent)
"""
"""The heads of columns that are one word, on several lines."""


def class_page() -> str:
    """The page of a round with hostile names everywhere."""
    people = tuple((name, HOSTILE[1]) for name in HOSTILE)
    plays = [played(name, at) for at, name in enumerate(HOSTILE * 2)]
    head = RoundHead(
        HOSTILE[0], MADE, "exam", False, True, (plays[0].scenario,), people, 1, HOSTILE
    )
    source = ReportSource(HOSTILE[3], MADE, iter(plays), (head,), list(HOSTILE))
    return "".join(report_html(source))


def play_page() -> str:
    """The page of one conversation, with its debrief."""
    result = played(HOSTILE[0], 0)
    start = conversation(SCENES, needs='"own", "solve"')
    told = debrief(start, play(start, ["listen", "own", "solve"])).sections()
    return "".join(report_html(ReportSource("One", MADE, iter([result]), debrief=told)))


@pytest.fixture
def page(browser: Chrome, tmp_path: Path) -> Iterator[Page]:
    """A tab that shows a file; it may not have complained or asked for anything else."""
    path = tmp_path / "report.html"
    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    shown = Page(browser, {"url": path.as_uri(), "code": "no code at all"})
    yield shown
    assert [] == shown.faults()


def show(page: Page, tmp_path: Path, text: str) -> None:
    """Write a page and open it."""
    (tmp_path / "report.html").write_text(text, "utf-8")
    page.open("")


@pytest.mark.parametrize("made", [class_page, play_page])
def test_a_report_can_be_used_by_everyone(page: Page, tmp_path: Path, made: object) -> None:
    """Nothing is in the way of anyone, in light and in dark; a narrow window scrolls in one direction only."""
    assert callable(made)
    show(page, tmp_path, made())
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        assert [] == page.barriers(), scheme
    for width in (320, 768, 1400):
        page.size(width, 900)
        assert width >= page.js("return document.documentElement.scrollWidth")
    page.size(320, 900)
    cut = page.js(CUT_HEADS)
    assert [] == cut, "words of a table are broken rather than the table scrolled"


def test_every_drawing_can_be_read(page: Page, tmp_path: Path) -> None:
    """A curve has a title, a description and a table with a row for each mood; bars are a table themselves."""
    show(page, tmp_path, class_page())
    curves = page.js(
        "return [...document.querySelectorAll('svg[role=img]')].map((svg) => [svg.querySelector('title').textContent, "
        "svg.querySelector('desc').textContent, svg.querySelectorAll('circle').length, "
        "svg.parentElement.querySelectorAll('tbody tr').length])"
    )
    assert curves
    for title, told, points, rows in curves:
        assert title.startswith("Mood in T, ")
        assert told.startswith("The mood began at ")
        assert points == rows
    bars = page.js(
        "return [...document.querySelectorAll('svg:not([role=img])')].every((svg) => "
        "svg.getAttribute('aria-hidden') === 'true' && svg.closest('tr').textContent.trim() !== '')"
    )
    assert bars


def test_nothing_hostile_gets_in(page: Page, tmp_path: Path) -> None:
    """Names stay text: no element, no script and no style comes from them, and the policy would stop them all the same."""
    show(page, tmp_path, class_page())
    assert [0, 0, 1, 1] == page.js(
        "return ['script', 'img', 'h1', 'style'].map((name) => document.querySelectorAll(name).length)"
    )
    assert page.driver.title == f"{HOSTILE[3]}: report"
    assert set(HOSTILE[:3]) <= {text for text in page.texts("h3") if "\u202e" not in text}
    assert not page.js("return document.documentElement.outerHTML.includes('\u202e')")
    policy = str(page.js("return document.querySelector('meta[http-equiv]').content"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    # The page's own style passes the policy, and nothing else would.
    assert "none" != page.js("return getComputedStyle(document.body).maxWidth")


def test_a_script_would_be_stopped(browser: Chrome, tmp_path: Path) -> None:
    """Had escaping failed, the policy would still let nothing run."""
    path = tmp_path / "spoilt.html"
    spoilt = play_page().replace("<main>", "<main><script>document.title = 'taken'</script>")
    path.write_text(spoilt, "utf-8")
    browser.get(path.as_uri())
    assert "One: report" == browser.title
    browser.get_log("browser")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("paper", PAPER)
def test_a_report_prints(page: Page, tmp_path: Path, paper: str) -> None:
    """On several pages of either paper; what is only of use on a screen is left out."""
    show(page, tmp_path, class_page())
    width, height = PAPER[paper]
    printed = page.cdp("Page.printToPDF", paperWidth=width, paperHeight=height)
    data = base64.b64decode(printed["data"])
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") >= 3
    page.cdp("Emulation.setEmulatedMedia", media="print")
    assert {"none"} == set(
        page.js(
            "return [...document.querySelectorAll('nav, details')].map((e) => getComputedStyle(e).display)"
        )
    )
    page.cdp("Emulation.setEmulatedMedia", media="")
