"""The scripts of the browser's pages share one scope, so no name may stand for two things on a page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from simulator.web import pages, set_up_pages

PAGES = {
    "seat": ("/", pages()),
    "board": ("/board", pages()),
    "trainer": ("/trainer", pages()),
    "set-up": ("/trainer", set_up_pages()),
}
NAMED = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+|\[[^]]*\])", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_no_name_stands_for_two_things(page: str) -> None:
    """A function that another script defines again would silently take its place."""
    path, files = PAGES[page]
    scripts = re.findall(r'<script src="(.*?)"', files[path][1].decode())
    assert len(scripts) > 2
    names = Counter(
        name
        for script in scripts
        for found in NAMED.findall(files[f"/{script}"][1].decode())
        for name in re.findall(r"\w+", found)
    )
    assert len(names) > 10
    assert [] == [name for name, times in names.items() if times > 1]


def test_every_script_is_on_a_page() -> None:
    """What no page loads would be served for nothing."""
    folder = Path(__file__).parents[2] / "simulator" / "web"
    loaded = {
        script
        for path, files in PAGES.values()
        for script in re.findall(r'<script src="(.*?)"', files[path][1].decode())
    }
    assert {script.name for script in folder.glob("*.js")} <= loaded
