-- Scenario files that trainers added. Each version is kept, because plays stay with the one they began on; `offered` is the number
-- of the version that can be begun, NULL while there is none. The texts themselves are in `texts`.
CREATE TABLE uploads (
    scenario TEXT PRIMARY KEY,
    offered INTEGER
);

CREATE TABLE upload_versions (
    scenario TEXT NOT NULL REFERENCES uploads (scenario) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text TEXT NOT NULL REFERENCES texts (hash),
    title TEXT NOT NULL,
    warnings INTEGER NOT NULL,
    saved_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (scenario, number)
);
