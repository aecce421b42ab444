"""The words of the trainer's page that its terminal says too, so that each sentence has one home. A script for the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from simulator.play.report_files import OF_MANY
from simulator.report.export.forms import FORMS
from simulator.rounds import confirmations, trainer_words
from simulator.rounds.words import WRONG_TRAINER_TOKEN
from simulator.ruleset import BANDS

if TYPE_CHECKING:
    from simulator.rounds.confirmations import Confirmation


def trainer_script() -> bytes:
    """Return the script that gives the trainer's page the table `TRAINER`; `fill` of page.js fills in what is in braces."""
    table = {
        "phases": dict(trainer_words.PHASE_NAMES),
        "shown": dict(trainer_words.BOARD_SHOWN),
        "stuckSeconds": trainer_words.STUCK,
        "extensions": [
            {"seconds": 60 * minutes, "label": label} for minutes, label in trainer_words.EXTENSIONS
        ],
        "moreTime": trainer_words.MORE_TIME,
        "moreTimeNote": trainer_words.MORE_TIME_NOTE,
        "factors": [
            {"factor": factor, "label": label} for factor, label in trainer_words.FACTORS.items()
        ],
        "factorNote": trainer_words.FACTOR_NOTE,
        "wrongToken": WRONG_TRAINER_TOKEN,
        "bestRaises": trainer_words.BEST_RAISES,
        "offered": trainer_words.OFFERED,
        "bestKeeps": trainer_words.BEST_KEEPS,
        "bestLowers": trainer_words.BEST_LOWERS,
        "noBest": trainer_words.NO_BEST,
        "mistakes": trainer_words.MISTAKES,
        "neverFell": trainer_words.NEVER_FELL,
        "noPrinciples": trainer_words.NO_PRINCIPLES,
        "noMistakes": trainer_words.NO_MISTAKES,
        "movedOn": confirmations.MOVED_ON,
        "asks": {
            "scenario": _asked(confirmations.END_SCENARIO),
            "round": _asked(confirmations.END_ROUND),
            "early": _asked(confirmations.END_EARLY),
            "next": _asked(confirmations.NEXT),
            "remove": _asked(confirmations.REMOVE),
            "removeMany": _asked(confirmations.REMOVE_MANY),
            "newCode": _asked(confirmations.NEW_CODE),
            "stop": _asked(confirmations.STOP_SERVER),
            "stopEnded": _asked(confirmations.STOP_ENDED),
        },
        "reports": [{"form": form.value, "label": FORMS[form].label} for form in OF_MANY],
        "bands": list(BANDS),
    }
    return f'"use strict";\nconst TRAINER = {json.dumps(table)};\n'.encode()


def _asked(confirmation: Confirmation) -> dict[str, str]:
    """Return a question as its parts."""
    return confirmation._asdict()
