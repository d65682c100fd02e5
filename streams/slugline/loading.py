"""A model by its name, or a named error that says why not."""

from pathlib import Path

from slugline.errors import ModelError, SluglineError
from slugline.reading import reader
from slugline.reading.reader import DEFAULT_MODEL, Reader


def load(model: str = DEFAULT_MODEL, gazetteer: Path | str | None = None) -> Reader:
    """Load the model that reads stories; it takes a second or two, so load once and keep it.

    ``model`` is the package name of an installed spaCy pipeline with ``ner``. ``gazetteer`` is the path of an
    authority file: JSON lines ``{"name", "type", "aliases", "ids"}``, whose names win over the model's.
    Raises ModelError and GazetteerError.
    """
    try:
        return reader.load(model, Path(gazetteer) if gazetteer is not None else None)
    except SluglineError:
        raise
    except OSError as error:
        raise ModelError(f"cannot load the model {model}: it is not installed") from error
    except Exception as error:  # any: a pipeline is other people's code and raises what it likes
        reason = str(error).partition(". ")[0] or type(error).__name__
        raise ModelError(f"cannot load the model {model}: {reason}") from error
