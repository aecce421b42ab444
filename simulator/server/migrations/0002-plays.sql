-- Solo plays. A play's moves are the events of its stream; a row here is what lists and reports are made of, written in the same
-- transaction as the event that changes it.

-- The text of each version of a scenario that was ever begun: a play stays with the version it began on.
CREATE TABLE texts (
    hash TEXT PRIMARY KEY,
    scenario TEXT NOT NULL,
    body BLOB NOT NULL
);

-- `begun_at` and `ended_at` are whole seconds since 1970, UTC. `given` counts moves taken over from another play; `step` is which
-- scenario of the assignment it is played for, counted from 0. What a play came to is NULL until it is over.
CREATE TABLE plays (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    scenario TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL REFERENCES texts (hash),
    mode TEXT NOT NULL,
    given INTEGER NOT NULL,
    assignment TEXT,
    step INTEGER,
    begun_at INTEGER NOT NULL,
    moves INTEGER NOT NULL,
    ended_at INTEGER,
    ending TEXT,
    outcome TEXT,
    satisfaction INTEGER,
    quality INTEGER,
    edition INTEGER NOT NULL
);
CREATE INDEX plays_by_account ON plays (account, begun_at);
CREATE INDEX plays_by_assignment ON plays (assignment, account);
