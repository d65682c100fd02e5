"""Data of the topics: vocabulary, lexicon, leads and the model built from them."""
