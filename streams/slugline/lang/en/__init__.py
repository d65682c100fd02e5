"""English: every word list, and how words are inflected. Each file says what it holds."""
