"""Mutation check: small faults are put into a room's code, one at a time; its tests should notice most."""
