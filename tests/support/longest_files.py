"""Which files of tests take longest: they are started first, so that a run ends with short ones."""

LONGEST = (
    "functional/test_shipped.py",
    "functional/test_player_commands.py",
    "functional/test_commands.py",
    "functional/test_tui_player.py",
    "functional/test_tui.py",
    "unit/prover/test_brute_force.py",
    "functional/test_rounds.py",
    "functional/test_editor.py",
    "functional/test_tui_pty.py",
    "functional/test_browser.py",
    "functional/test_hot_seat.py",
    "functional/test_strange_files.py",
    "unit/engine/test_mood.py",
    "functional/test_renaming.py",
    "unit/engine/test_worse_pairs.py",
    "unit/engine/test_agreement.py",
    "functional/test_trainer_files.py",
    "functional/test_reopening.py",
    "functional/test_goldens.py",
    "functional/test_tui_portrait.py",
    "unit/scenario/test_rename.py",
    "functional/test_tells.py",
    "functional/test_browser_looks.py",
    "functional/test_tui_contrast.py",
)
"""By processor time, the slowest first: from two minutes to ten seconds. `pytest --durations` on a file says what it takes."""
