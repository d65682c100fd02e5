"""spaCy without what nothing here asks for. To import it takes the place of ``import spacy``.

``import spacy`` brings the command line too, for the sake of ``spacy.info``: a web client, templates, two
hundred modules that nothing here asks for, a quarter of the time it takes and 13 MB in each process. Here an
empty module stands in its place until spaCy is there; who imports ``spacy.cli`` afterwards gets the real one.

``langcodes`` finds the nearest language where spaCy has none of a name. It compiles a pattern of 18 kB when
it is imported, which is therefore put off until somebody asks it something.

Where a pipeline is loaded, spaCy makes the tokenizer of its language first, with more than a thousand special
cases, and then replaces each by what the pipeline's file says: ``bare_tokenizer`` leaves the first ones out.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from types import ModuleType
from typing import Any


def _info(*args: object, **kwargs: object) -> object:
    """Do what ``spacy.info`` does."""
    from spacy.cli.info import info

    return info(*args, **kwargs)  # type: ignore[arg-type]  # as they were given


class _PutOff(ModuleType):
    """Stands for a module, which is imported when something of it is used."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


_COMMANDS = "spacy.cli.info"
_PLACEHOLDERS = (ModuleType(_COMMANDS), _PutOff("langcodes"))

if "spacy" not in sys.modules:
    _PLACEHOLDERS[0].info = _info  # type: ignore[attr-defined]  # what spaCy takes of it
    stand = {one.__name__: one for one in _PLACEHOLDERS if one.__name__ not in sys.modules}
    sys.modules |= stand
    try:
        import spacy
    finally:
        for name in stand:
            del sys.modules[name]

import spacy  # noqa: E402 because what stands above is for it
from spacy import util  # noqa: E402 because of the same

__all__ = ["bare_tokenizer", "spacy"]

_TOKENIZER = "spacy.Tokenizer.v1"
_is_bare = ContextVar("_is_bare", default=False)


@contextmanager
def bare_tokenizer() -> Iterator[None]:
    """In the block, have pipelines made with a tokenizer of their language that has no special cases yet."""
    before = _is_bare.set(True)
    try:
        yield
    finally:
        _is_bare.reset(before)


def _tokenizers(of_spacy: Any) -> Any:
    def create() -> Any:
        whole = of_spacy()
        return lambda nlp: _without_cases(nlp) if _is_bare.get() else whole(nlp)

    return create


def _without_cases(nlp: Any) -> Any:
    """Return what spaCy's own factory returns, save for the special cases."""
    told = nlp.Defaults
    return _made.Tokenizer(
        nlp.vocab,
        prefix_search=util.compile_prefix_regex(told.prefixes).search if told.prefixes else None,
        suffix_search=util.compile_suffix_regex(told.suffixes).search if told.suffixes else None,
        infix_finditer=util.compile_infix_regex(told.infixes).finditer if told.infixes else None,
        token_match=told.token_match,
        url_match=told.url_match,
    )


_made: Any = import_module("spacy.tokenizer")  # for which there are no types
_registry: Any = util.registry
_registry.tokenizers.register(_TOKENIZER, func=_tokenizers(_registry.get("tokenizers", _TOKENIZER)))
