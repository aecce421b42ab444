"""The files on disk: the journal of a play, the folder of journals, the history, the settings and the log."""
