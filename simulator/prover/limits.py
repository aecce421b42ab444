"""How far a search goes unless the caller says otherwise: for proofs, and for what could still have been reached."""

MAX_TURNS = 20
MAX_STATES = 2_500_000
"""States kept at most: with their transitions about 1 GiB."""
TRANSITIONS_PER_STATE = 4
LABELS_PER_STATE = 2
"""What may be kept of transitions, and of labels, for each state that may be kept."""
