"""Invented wire stories for each kind of fault in who said what, made from templates by a seed.

A template file of ``seen/`` or ``kept/`` is one kind. Templates of ``kept/`` are there to measure with:
nobody looks at them to write a rule. ``python -m tests.quality.attribution_templates --help`` measures.
"""
