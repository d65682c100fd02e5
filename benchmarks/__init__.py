"""Speed and scale, measured side by side with stock spaCy."""
