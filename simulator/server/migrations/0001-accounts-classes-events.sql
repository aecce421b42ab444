-- People, classes, how they come in, and the record of what they do. Times are whole seconds since 1970, UTC.

-- A trainer, or a trainee, who belongs to one class. `secret` is the argon2id hash of a passphrase or a PIN; it is NULL until
-- one is chosen. A one-time PIN is good until `secret_until`, and then another must be chosen.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('trainer', 'trainee')),
    name TEXT NOT NULL,
    compared TEXT NOT NULL,
    secret TEXT,
    secret_until INTEGER,
    is_admin INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX trainers_by_name ON accounts (compared) WHERE kind = 'trainer';

CREATE TABLE classes (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    closed_at INTEGER
);

-- `compared` is a trainee's name as names are compared in the class; a trainer's row has the trainer's id there.
CREATE TABLE memberships (
    class TEXT NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    compared TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    PRIMARY KEY (class, account),
    UNIQUE (class, compared)
);
CREATE INDEX memberships_by_account ON memberships (account);

-- A link that makes a trainer's account once, or lets a trainer choose a new passphrase if `account` says whose.
CREATE TABLE invitations (
    token_hash TEXT PRIMARY KEY,
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    is_admin INTEGER NOT NULL DEFAULT 0,
    created_by TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

-- Browsers in which an account was signed in before: someone else's guesses at its name don't hold these up.
CREATE TABLE devices (
    token_hash TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash, account)
);
CREATE INDEX devices_by_account ON devices (account);

-- Who did what to whom, by ids, so that a deleted person's lines name no one.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT,
    action TEXT NOT NULL,
    target TEXT,
    class TEXT
);
CREATE INDEX audit_by_class ON audit (class);

-- A stream that belongs to a person begins with the id of the account and a slash, so that it is deleted with them.
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    cmd TEXT,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream, version),
    UNIQUE (stream, cmd)
);
