"""A seat in a round elsewhere: the connection, the session played through it, and the tickets to come back with."""
