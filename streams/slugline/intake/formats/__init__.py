"""Formats: bytes of a wire format to items, a module and a row each.

To add one, write a module here with two functions, and a row for it in ``table.py``:

- ``sniff(start)`` says whether data that begins like ``start`` (a `start.Start`: the first bytes as they are,
  and as text without blanks and byte order mark, what is no UTF-8 left out) is of this format. It sees a
  bounded stretch and must be cheap. The rows are asked in order, so a telling format stands above a lax one,
  and plain text, which takes anything, stands last.
- ``read(data)`` yields an item for each story in ``data``: a Story, or a Refused for one that cannot be read
  while others can (with ``data``, the bytes of that item alone, where they can be told: its dead letter
  carries them). It raises Refused where ``data`` as a whole cannot be read, and never anything else. Its
  time and memory are linear in the length of ``data``.

A format does not build a Story itself: it fills in a `found.Found` with what its fields say, everything
optional, the body as a plain text or as paragraphs with the roles that markup gives them
(`html_paragraphs.paragraphs` makes them of HTML), and `found.story` puts the text together, lays out its
zones, cleans metadata, tells the language and makes up a uri where there is none.

What formats share: `text_encoding.decoded` (bytes to text), `moments.as_moment` (dates), `concepts.concept`
(codes of subjects and places), `json_fields` and `json_parsing` (JSON), `html_paragraphs` (HTML).
`json_items` tells what a JSON value is by its shape; another shape of JSON is one more case there.

A row's ``suffixes`` are taken from folders, ``lines`` says that each line of a file is an item, ``largest``
lets a file be larger than a story may be. A name or suffix that is there twice is an error at start. Nothing
else names a format: what a record is, what ``--format`` offers, what is taken from a folder and what the help
says all come from the table. ``tests/cli/test_new_format.py`` adds one this way.
"""
