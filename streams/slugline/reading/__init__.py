"""A story to a Reading: tokens, sentences and names, by rule and by the model."""
