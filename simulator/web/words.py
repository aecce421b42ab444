"""The words of the pages that the terminal's screens say too, so that each sentence has one home. A script for the browser."""

from __future__ import annotations

import json

from simulator.channel_words import ChannelWords, words_of
from simulator.play import own_words
from simulator.play.choices import NO_SUCH_NUMBER
from simulator.rounds import words
from simulator.ruleset import DIMENSION_TITLES, WALKED_OUT
from simulator.vocabulary import CHANNELS


def words_script() -> bytes:
    """Return the script that gives pages the table `WORDS`; what is in braces there is filled in by `fill` of page.js."""
    table = {
        "phases": dict(words.PHASE_WORDS),
        "several": dict(words.SEVERAL_WORDS),
        "modes": dict(words.MODE_WORDS),
        "practice": words.PRACTICE,
        "connectionLost": words.CONNECTION_LOST,
        "replySaved": words.REPLY_SAVED,
        "replyWaits": words.REPLY_WAITS,
        "startsIn": words.STARTS_IN,
        "leftForReply": words.LEFT_FOR_REPLY,
        "leftInScenario": words.LEFT_IN_SCENARIO,
        "silent": words.SILENT,
        "tooLate": words.TOO_LATE,
        "channels": {channel: _channel_table(words_of(channel)) for channel in CHANNELS},
        "dimensions": dict(DIMENSION_TITLES),
        "walkedOut": WALKED_OUT,
        "finished": words.FINISHED,
        "noMove": words.NO_MOVE,
        "noSuchNumber": NO_SUCH_NUMBER,
        "standing": words.STANDING_AT_THE_END,
        "standingNow": words.STANDING_NOW,
        "cutOff": words.CUT_OFF,
        "scale": words.SCALE,
        "speedScale": words.SPEED_SCALE,
        "movedOnTo": words.MOVED_ON_TO,
        "nameTooLong": words.NAME_TOO_LONG,
        "pointsLater": words.POINTS_LATER,
        "boardHidden": words.BOARD_HIDDEN,
        "sameEverywhere": words.SAME_EVERYWHERE,
        "own": {
            "brief": f"{words.IN_OWN_WORDS} {own_words.HOW_IT_WORKS}",
            "notice": f"{words.IN_OWN_WORDS} {own_words.HOW_IT_WORKS} {words.TYPED_LEAVES}",
            "type": words.TYPE_IT,
            "decline": words.SHOW_REPLIES,
            "ask": own_words.WHAT_DO_YOU_SAY,
            "say": words.SAY_IT,
            "show": words.SHOW_REPLIES,
            "which": own_words.WHICH_ONE,
            "typed": words.YOU_TYPED,
            "none": own_words.NONE_OF_THESE,
            "notThis": own_words.NOT_THIS,
            "change": words.CHANGE_SENTENCE,
            "noLetters": own_words.NO_LETTERS,
            "nothingClose": own_words.NOTHING_CLOSE,
            "cut": own_words.CUT,
            "notCompared": words.NOT_COMPARED,
        },
        "turningPoint": words.TURNING_POINT,
        "hardest": words.HARDEST,
        "principles": words.PRINCIPLES,
        "choseThis": words.CHOSE_THIS,
        "moodFell": words.MOOD_FELL,
        "moodRose": words.MOOD_ROSE,
        "moodStayed": words.MOOD_STAYED,
        "wentBest": words.WENT_BEST,
    }
    return f'"use strict";\nconst WORDS = {json.dumps(table)};\n'.encode()


def _channel_table(channel: ChannelWords) -> dict[str, str]:
    """Return the words of a channel that the pages say."""
    return {
        "over": channel.over,
        "walkedOut": channel.walked_out,
        "said": channel.said,
        "listen": channel.listen,
        "hearMore": channel.hear_more,
        "nothingLeft": channel.nothing_left,
    }
