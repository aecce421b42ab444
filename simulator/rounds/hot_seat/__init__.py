"""A round at one terminal, the keyboard going round."""
