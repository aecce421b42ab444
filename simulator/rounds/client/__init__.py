"""A seat in a round elsewhere: the connection, the session played through it, and what is kept to come back by."""
