"""What the user sees: the terminal, and records as people read them."""
