-- Rounds of classes. What happens in a round is the record in a separate file, beside this one, which every program that reads
-- rounds can read; a row here says whose it is. `stopped_at` is NULL while the server has the round open.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    class TEXT NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    made_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    made_at INTEGER NOT NULL,
    stopped_at INTEGER
);
CREATE INDEX rounds_by_class ON rounds (class, made_at);

-- Which seat of a round is whose, so that someone finds their seat again on any device.
CREATE TABLE round_seats (
    round TEXT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    seat TEXT NOT NULL,
    PRIMARY KEY (round, account)
);
CREATE INDEX round_seats_by_account ON round_seats (account);
