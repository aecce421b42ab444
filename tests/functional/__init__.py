"""Functional tests: the commands and the screens, driven as people drive them."""
