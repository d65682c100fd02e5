"""Formats: bytes of a wire format to items, a module and a row each.

To add one, write a module here with two functions, and a row for it in ``table.py``:

- ``sniff(start)`` says whether data whose text starts like ``start`` is of this format. Blanks and a byte
  order mark are cut off; what is no UTF-8 is left out. The rows are asked in order, so a telling format
  stands above a lax one, and plain text, which takes anything, stands last.
- ``read(data)`` yields an item for each story in ``data``: a Story, or a Refused for one that cannot be read
  while others can. It raises Refused where ``data`` as a whole cannot be read, and never anything else.

Nothing else names a format: what a record is, what ``--format`` offers, what is taken from a folder and what
the help says all come from the table. ``tests/cli/test_new_format.py`` adds one this way.
"""
