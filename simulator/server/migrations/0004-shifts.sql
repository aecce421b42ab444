-- Shifts. Their moves are the events of their streams; a row is what lists are made of, written in the same transaction. Times are
-- whole seconds since 1970, UTC. `served` is how many of the customers have left.
CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    shift TEXT NOT NULL,
    title TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    served INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    ended_at INTEGER
);
CREATE INDEX shifts_by_account ON shifts (account, begun_at);
