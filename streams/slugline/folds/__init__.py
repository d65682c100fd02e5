"""Pure folds of the feeds."""
