"""What readers take, one example of each kind: files that players keep, lists that trainers write, messages of a round."""

from __future__ import annotations

PLAY = b"""{"journal": 3, "scenario": "late-parcel", "path": null, "hash": "%s", "name": "late-parcel", "as": "Ada", \
"seed": 7, "mode": "practice", "timed": false, "program": "0.1.0", "started": "2026-01-31T09:30:00Z", "given": 0, "edition": 2}
{"move": "listen", "ms": 400, "scene": "opening"}
{"move": "own-it", "ms": 900, "scene": "opening"}
{"undo": 1, "ms": 10}
""" % (b"0f" * 32)
SETTINGS = b"""# Mine.
name = "Ada"
pace = "slow"
theme = "dark"
clock = 1.5
plain = true

[keys]
help = "f1"
"""
GUARD = (
    b"flag('today') and not seen('lost') or (turns > 2 and mood >= pleased) and listened('opening') "
    b"and 1 < trust <= 90"
)
NAMES = b"Kim, Lou:1.5, Max:none, Zo\xc3\xab"
CLASS_LIST = b"# Monday\nKim,Red\nLou:1.5, Blue\n\nMax\n"
MOVE_LIST = b"listen, own-it # first\nsilence\n"
RATINGS = b"transcript,rater,satisfaction,stay,craft\nT01,Ada,4,3,50\nT02,Ada,5,2,60\n"
REQUESTS = (
    b'{"type":"join","v":1,"code":"ABCDEF","name":"Kim"}',
    b'{"type":"resume","v":1,"token":"abc"}',
    b'{"type":"move","cmd":"1-2","turn":2,"move":"own-it"}',
    b'{"type":"say","cmd":"1-2","turn":2,"text":"It is in the depot."}',
    b'{"type":"seat-time","seat":"x","factor":1.5}',
    b'{"type":"remove-many","seats":["a","b"]}',
    b'{"type":"let-in","waiting":"x","seat":"y"}',
)
MESSAGES = (
    b'{"type":"seat","seat":"a","token":"t","name":"Kim"}',
    b'{"type":"waiting","message":"The trainer lets you in."}',
    b'{"type":"error","reason":"full","message":"The round is full."}',
    b'{"type":"state","phase":"open","remaining_ms":null,"seats":1,"done":1,"board":[],"round":"Monday","scenario":{"number":1,'
    b'"of":1,"title":"A","channel":"chat","customer":"Kim","about":"","brief":""},"mode":"exam","counts":true,"trouble":"",'
    b'"turn":1,"scene":null,"ended":true,"turn_ms":null,"allowed_ms":null,"own":null}',
)
