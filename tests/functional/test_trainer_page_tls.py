"""The trainer's page over TLS: the program's certificate and one's own, past the browser's warning, by both of its ways."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.rounds.hosted.certificate import certificate_in
from tests.support.browser_stage import NO_SOCKET, choices, key_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from tests.support.browser_stage import Page
    from tests.support.round_stage import Hosted

    Hosts: TypeAlias = Callable[..., Hosted]
    Pages: TypeAlias = Callable[[Hosted], Page]

GO_ON_ANYWAY = "thisisunsafe"
"""What is typed on Chromium's warning in place of Advanced, Proceed."""


@pytest.mark.parametrize(("own", "way"), [(False, "events"), (True, "socket")])
def test_a_round_led_over_tls(
    host: Hosts, page: Pages, parcel: str, tmp_path: Path, *, own: bool, way: str
) -> None:
    """Past the warning it is the same page: it leads, shows the class and saves a report; without WebSockets too."""
    options = ["--tls", "on", "--countdown", "0", "--clock", "0", "--limit", "0"]
    if own:
        made = certificate_in(tmp_path / "own", datetime.date.today())
        options += ["--cert", str(made.certificate), "--key", str(made.key)]
    hosted = host(parcel, *options)
    about = hosted.about
    assert about["trainer_url"].startswith("https://")
    trainer = page(hosted)
    trainer.breaks = True  # the browser complains of the certificate, as it should
    if way == "events":
        trainer.cdp("Page.addScriptToEvaluateOnNewDocument", source=NO_SOCKET)
    saved = tmp_path / "saved"
    saved.mkdir()
    trainer.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(saved))
    trainer.driver.get("about:blank")
    trainer.driver.get(about["trainer_url"])
    if trainer.driver.title == "Privacy error":  # the first time
        trainer.press(GO_ON_ANYWAY)
    trainer.until(lambda: trainer.driver.title.endswith(": trainer") and trainer.shown("leading"))
    assert (way == "events") == trainer.js(
        "return sessionStorage.getItem('simulator-way') === 'events'"
    )
    assert about["url"].removeprefix("https://") == trainer.text("join-address")

    at_trainer = trainer.driver.current_window_handle
    seat = page(hosted)
    at_seat = trainer.driver.current_window_handle
    if way == "events":
        seat.cdp("Page.addScriptToEvaluateOnNewDocument", source=NO_SOCKET)
    seat.join("Kim")
    trainer.driver.switch_to.window(at_trainer)
    trainer.until(lambda: trainer.texts(".who") == ["Kim"])
    trainer.press("s")
    seat.driver.switch_to.window(at_seat)
    seat.until(lambda: choices(seat))
    seat.press(key_of(seat, "busy season"))
    seat.until(lambda: seat.js("return turn") == 1)
    trainer.driver.switch_to.window(at_trainer)
    trainer.until(lambda: trainer.texts(".cell-moves span:last-child") == ["1"])
    for phase in ("paused", "open"):
        trainer.press("p")
        trainer.until(lambda phase=phase: trainer.js("return state.phase") == phase)  # type: ignore[misc]
    trainer.press("c", Keys.TAB, Keys.ENTER)
    trainer.until(lambda: trainer.shown("class"))
    trainer.press("d")
    trainer.until(lambda: trainer.shown("walk"))
    assert "Turning points" == trainer.text("walk-part")
    trainer.press(Keys.ESCAPE)
    trainer.js("document.querySelector('#report input[type=checkbox]').click()")
    trainer.js("document.querySelector('#report button').click()")
    trainer.until(lambda: [*saved.glob("*.html")])
    (report,) = saved.glob("*.html")
    assert "Kim" in report.read_text("utf-8")
