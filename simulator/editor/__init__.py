"""The editor server: problems, completion and the figures of the rules while a scenario is being typed (`simulator lsp`)."""
