"""Find which of the replies on offer comes nearest to what a trainee typed in their own words.

Pure: text in, a decision out. Nothing is judged here, and nothing that is typed can do harm: it is folded, cut to a bound and
compared.
"""
