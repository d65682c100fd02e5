"""The board: what the live page shows of the stories that came last, one row a chain."""
