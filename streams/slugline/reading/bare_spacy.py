"""spaCy without its command line. To import it takes the place of ``import spacy``.

``import spacy`` brings the command line too, for the sake of ``spacy.info``: a web client, templates, two
hundred modules that nothing here asks for, a quarter of the time it takes and 13 MB in each process. Here an
empty module stands in its place until spaCy is there; who imports ``spacy.cli`` afterwards gets the real one.
"""

import sys
from types import ModuleType


def _info(*args: object, **kwargs: object) -> object:
    """Do what ``spacy.info`` does."""
    from spacy.cli.info import info

    return info(*args, **kwargs)  # type: ignore[arg-type]  # as they were given


_NAME = "spacy.cli.info"

if "spacy" not in sys.modules:
    sys.modules[_NAME] = ModuleType(_NAME)
    sys.modules[_NAME].info = _info  # type: ignore[attr-defined]  # what spaCy takes of it
    try:
        import spacy
    finally:
        del sys.modules[_NAME]

import spacy  # noqa: E402 because what stands above is for it

__all__ = ["spacy"]
