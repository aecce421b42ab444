"""The numbers of docs/rules.md, copied from its tables by hand.

They stand here a second time on purpose: a number that is wrong in the product's tables shows when
the engine is compared with the plain rules. Nothing here may be imported from the product.
"""

# cool, heard, trust, kind, gated, slip (the slip mirrors the same three numbers)
SKILLS: dict[str, tuple[int, int, int, str, bool, str | None]] = {
    "listen": (2, 4, 0, "listening", False, None),
    "invite": (4, 10, 0, "listening", False, "interrupt"),
    "reflect": (2, 12, 4, "listening", False, "reask"),
    "clarify": (0, 4, 2, "listening", False, "pry"),
    "give-time": (4, 4, 2, "open", False, "rush"),
    "empathize": (6, 8, 2, "relational", False, "dismiss"),
    "apologize": (4, 2, 2, "relational", True, "nonapology"),
    "own": (6, 2, 10, "open", False, "blame"),
    "explain": (2, 0, 6, "", True, "stonewall"),
    "solve": (8, 2, 10, "", True, "giveup"),
    "alternative": (6, 2, 6, "", True, "bare-no"),
    "commit": (2, 0, 8, "open", False, "vague"),
    "followup": (2, 2, 8, "open", False, "forget"),
    "handover": (2, 2, 6, "open", False, "dump"),
    "reassure": (2, 0, 4, "relational", False, "waver"),
    "tailor": (2, 4, 2, "open", False, "robotic"),
    "thank": (0, 2, 2, "relational", False, "entitled"),
    "warm": (2, 2, 2, "relational", False, "cold"),
    "extra": (4, 2, 8, "", True, None),
    "boundary": (6, 0, 4, "open", False, None),
}

FADES = {"relational": [100, 50], "other": [100, 100, 100]}

GIVES_BACK = {"give-time": 2, "explain": 2, "commit": 2}
GIVES_BACK_TIMES = 3
SLIP_TAKES = {"pry": 10, "reask": 4, "dump": 4, "rush": 4}

NUMBERS = (
    *("anger", "heard", "trust", "patience", "heat", "cool_cap"),
    *("heard_need", "boil", "turn_cost", "trust_lead", "hear_cost"),
)
TEMPERAMENTS: dict[str, tuple[tuple[int, ...], dict[str, int]]] = {
    "steady": ((40, 20, 40, 24, 100, 12, 40, 85, 3, 30, 0), {}),
    "sunny": ((0, 40, 60, 40, 100, 12, 40, 85, 3, 30, 0), {}),
    "firecracker": ((70, 10, 30, 24, 150, 18, 40, 85, 3, 30, 0), {}),
    "slow-burner": ((55, 20, 20, 30, 100, 8, 50, 85, 3, 30, 0), {}),
    "hurrier": (
        (50, 30, 45, 16, 100, 12, 20, 85, 4, 60, 3),
        {"empathize": 50, "solve": 150, "commit": 150},
    ),
    "analyst": (
        (40, 15, 30, 30, 100, 12, 40, 85, 3, 30, 0),
        {"explain": 200, "reassure": 50, "commit": 150},
    ),
    "worrier": (
        (25, 15, 20, 30, 100, 12, 50, 85, 3, 30, 0),
        {"reassure": 200, "followup": 150},
    ),
    "loyal-but-hurt": (
        (45, 10, 60, 24, 100, 12, 50, 85, 3, 30, 0),
        {"thank": 200, "own": 150},
    ),
    "cynic": (
        (50, 20, 5, 20, 100, 12, 30, 85, 3, 30, 0),
        {"apologize": 50, "commit": 150, "thank": 0},
    ),
}

# anger, heard, trust, patience
EVENTS = {
    "fixed": (-20, 0, 10, 6),
    "partial": (-8, 0, 4, 3),
    "bad-news": (10, 0, 0, 0),
    "kept": (-6, 0, 12, 6),
    "broken": (20, 0, -30, 0),
    "exposed": (30, -10, -40, 0),
}
CEILINGS = {"broken": 40, "exposed": 15}
LIFTS = {15: 40, 40: 70}

# The lower bound that a band's name stands for in a guard.
BAND_BOUNDS = {
    "furious": -100,
    "angry": -60,
    "frustrated": -35,
    "wary": -10,
    "calm": 15,
    "pleased": 40,
    "delighted": 65,
}

# How far visits of a scene and uses of a reply are counted.
MAX_COUNTED = 10

# What a silence with nothing to say or hear may do: the third of one visit ends the conversation.
MAX_FORCED = 3

ASKED = {"full": 10, "alternative": 0, "none": -10}
NEED = {"met": 35, "partly": 5, "missed": -35}
NEED_BY_OUTCOME = {"full": "met", "alternative": "partly", "none": "missed"}

# name, weight, skills, slips
DIMENSIONS = [
    ("listening", 20, ["listen", "invite", "reflect", "clarify"], ["interrupt", "reask"]),
    ("patience", 10, ["give-time"], ["rush"]),
    ("ownership", 15, ["own", "handover"], ["blame", "dump"]),
    ("resolution", 20, ["solve", "alternative", "extra"], ["giveup", "bare-no"]),
    (
        "empathy",
        10,
        ["empathize", "apologize", "warm", "thank", "tailor", "reassure", "boundary"],
        ["dismiss", "nonapology", "cold", "entitled", "robotic", "waver"],
    ),
    ("honesty", 10, ["explain"], ["stonewall"]),
    ("effort", 5, [], ["pry", "reask", "dump"]),
    ("follow-through", 10, ["commit", "followup"], ["vague", "forget"]),
]
