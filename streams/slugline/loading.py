"""A model by its name, or a named error that says why not."""

import gc
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from slugline import lang
from slugline.errors import ModelError, SluglineError
from slugline.reading import DEFAULT_MODEL, MIN_CONFIDENCE

if TYPE_CHECKING:
    from slugline.reading.reader import Reader


Files = Path | str | Sequence[Path | str] | None
"""Authority files, as a caller gives them."""


def files(given: Files) -> tuple[Path, ...]:
    """Return authority files as paths."""
    if given is None:
        return ()
    return (Path(given),) if isinstance(given, str | Path) else tuple(map(Path, given))


def load(
    model: str = DEFAULT_MODEL,
    gazetteer: Files = None,
    *,
    min_confidence: float = MIN_CONFIDENCE,
) -> "Reader":
    """Load the model that reads stories; it takes a second or two, so load once and keep it.

    ``model`` is the package name of an installed spaCy pipeline with ``ner``. ``gazetteer`` is the path of an
    authority file, or several in their order: JSON lines ``{"name", "type", "aliases", "ids"}``, or what
    `slugline authority build` made of them. Their names win over the model's.
    Quotes with a ``confidence`` below ``min_confidence`` (0 to 1) are left out; 0 keeps all.
    Its language becomes that of the process: rules are imported after it is known.
    Raises ModelError (LanguageError for a language that cannot be read here) and GazetteerError.
    """
    try:
        lang.choose(_language(model), model)
        from slugline.reading import reader

        return reader.load(model, files(gazetteer), min_confidence)
    except SluglineError:
        raise
    except OSError as error:
        raise ModelError(f"cannot load the model {model}: it is not installed") from error
    except Exception as error:  # any: a pipeline is other people's code and raises what it likes
        reason = str(error).partition(". ")[0] or type(error).__name__
        raise ModelError(f"cannot load the model {model}: {reason}") from error


def check(model: str) -> None:
    """Raise ModelError (LanguageError) where ``model`` is not installed, or says of itself that it is of a
    language that cannot be read here. Nothing is loaded: what it is not asked for shows when it is.
    """
    folder = Path(model)
    if not folder.exists():
        if not _is_installed(model):
            raise ModelError(f"cannot load the model {model}: it is not installed")
        spec = find_spec(model)
        folder = Path(spec.origin).parent if spec is not None and spec.origin else folder
    with suppress(OSError, ValueError, TypeError, KeyError):
        lang.check(json.loads((folder / "meta.json").read_text("utf-8"))["lang"], model)


@lru_cache(maxsize=2)
def kept(model: str, gazetteer: tuple[Path, ...], min_confidence: float) -> "Reader":
    """Return what ``load`` returns, loaded once in a process. Raises as ``load`` does."""
    return load(model, gazetteer, min_confidence=min_confidence)


def settle() -> None:
    """Spare Python's collector what a process has loaded and keeps: call it once, behind the first stories.

    It is a hundred thousand objects, none of them garbage, that it would look through again and again.
    """
    gc.freeze()


def _language(model: str) -> str:
    """Return the code of the language of an installed pipeline. Raises OSError where there is none."""
    if not Path(model).exists() and not _is_installed(model):
        raise FileNotFoundError(model)  # before spaCy, which takes its time
    from slugline.reading.bare_spacy import spacy  # before whatever imports spaCy

    path = Path(model) if Path(model).exists() else spacy.util.get_package_path(model)
    code: str = spacy.util.get_model_meta(path)["lang"]
    return code


def _is_installed(model: str) -> bool:
    try:
        metadata.distribution(model)
    except (metadata.PackageNotFoundError, ValueError):  # the latter: no name at all
        return False
    return True
