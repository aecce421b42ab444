"""A seat in a round elsewhere: the connection, the session played through it, and the tokens to come back with."""
