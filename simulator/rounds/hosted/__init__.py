"""A round on a server: who is in it, what each message does, what each seat is told, and the pages it is joined from."""
