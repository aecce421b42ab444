-- How much time someone has for each reply in the exams of assignments, where their trainer has said so: `1`, `1.5` or `2` times the
-- usual time, or `none` for no limit.
CREATE TABLE clocks (
    account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    clock TEXT NOT NULL
);
