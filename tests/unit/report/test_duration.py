"""About how long a scenario takes: the words on the way to its best ending count, and each scene."""

from __future__ import annotations

from simulator.report.duration import about_minutes
from simulator.scenario.library import load, shipped_folder
from simulator.scenario.parse import parse
from tests.support.scenarios import head

SCENES = """[scenes.a]
says = "{words}"
[[scenes.a.replies]]
id = "leave"
text = "{words}"
to = "left"
[[scenes.a.replies]]
id = "go"
text = "On."
to = "b"
[scenes.b]
says = "{words}"
[[scenes.b.replies]]
id = "mend"
text = "Here."
to = "done"
[scenes.left]
says = "{words}"
ending = "left"
outcome = "none"
[scenes.done]
says = "Thanks."
ending = "done"
outcome = "full"
"""


def minutes(words: int) -> int:
    """About how long it takes with so many words wherever there are any."""
    read = parse((head("Card") + SCENES.format(words="word " * words)).encode(), "card", "card")
    assert read.scenario, read.diagnostics
    return about_minutes(read.scenario)


def test_three_scenes_take_a_minute_and_their_words_more() -> None:
    """The words of the worse ending aren't on the way; those of a reply that leads there are read."""
    assert [1, 4] == [minutes(1), minutes(200)]


def test_the_shipped_ones_take_minutes() -> None:
    """None is over at once, and none takes a lunch break."""
    files = sorted(shipped_folder().glob("*.toml"))
    assert files
    for path in files:
        scenario = load(path, warnings=False).scenario
        assert scenario
        assert 2 <= about_minutes(scenario) <= 20, path.stem
