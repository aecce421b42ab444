-- What a class is to play by when. `steps` is a JSON list: the scenario, the mode and the pass mark of each. Times are whole
-- seconds since 1970, UTC, and `zone` is the time zone they were set in. `tries` is NULL for any number.
CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    class TEXT NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    steps TEXT NOT NULL,
    opens_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    zone TEXT NOT NULL,
    late INTEGER NOT NULL,
    tries INTEGER,
    counts TEXT NOT NULL CHECK (counts IN ('best', 'last', 'first')),
    withdrawn_at INTEGER,
    set_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    set_at INTEGER NOT NULL
);
CREATE INDEX assignments_by_class ON assignments (class, until_at);
