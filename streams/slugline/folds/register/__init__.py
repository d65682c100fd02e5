"""Pure: what stands of each story, what an arriving version does to it, and what is taken back."""
