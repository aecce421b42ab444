"""Which files of tests take longest: they are started first, so that a run ends with short ones."""

LONGEST = (
    "functional/test_shipped.py",
    "functional/test_tui.py",
    "functional/test_commands.py",
    "functional/test_tui_player.py",
    "functional/test_browser.py",
    "functional/test_rounds.py",
    "functional/test_player_commands.py",
    "functional/test_goldens.py",
    "functional/test_editor.py",
    "functional/test_tells.py",
    "functional/test_watch.py",
    "unit/test_docs.py",
)
"""By processor time, the slowest first; `pytest --durations` on a file says how long its tests take."""
