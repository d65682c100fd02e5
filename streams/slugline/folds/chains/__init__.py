"""Chains: which earlier story a story copies or continues. Pure; the stories come in one order."""
