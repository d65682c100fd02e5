"""The model that tells languages, kept unpacked beside the code, as Python keeps what it compiles.

py3langid packs its model by LZMA. To unpack it takes every process that reads stories four tenths of a second
and 68 MB of its own. What was unpacked once lies in the folder of Python's compiled files and is mapped from
there: a process has of it what it looks at, and all of them have the same. It is written where Python writes
those (as PYTHONDONTWRITEBYTECODE and PYTHONPYCACHEPREFIX say), read by size and checksum of what it was made
of, and made anew where it is of another model or cut off. Where it cannot be written, only time and memory
are lost.
"""

import json
import math
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

LAYOUT = 2
"""Of the file: another number makes it anew."""
EVEN = 64
"""Bytes that each array begins at a multiple of."""


@cache
def identifier() -> Any:
    """Return py3langid's identifier with the model it ships, loaded once in a process."""
    from py3langid.langid import (
        MODEL_DIR,
        MODEL_FILE,
    )  # here and below, because most commands need none of it

    return load(MODEL_DIR / MODEL_FILE, _place())


def load(model: Path, kept: Path | None) -> Any:
    """Return the identifier of a model from where it is ``kept``, or from ``model``, which is then kept."""
    from py3langid.langid import LanguageIdentifier

    mark = _mark(model)
    with suppress(OSError, ValueError, KeyError, TypeError):
        if kept is not None:
            return _mapped(kept, mark)
    made = LanguageIdentifier.from_model_file(model, norm_probs=True)
    if kept is not None and not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(_laid_out(made, mark), kept, model)
    return made


def _place() -> Path | None:
    """Return where what is made of the model is kept, if Python keeps anything."""
    try:
        return Path(cache_from_source(__file__)).with_name("language_model.bin")
    except NotImplementedError:
        return None


def _mark(model: Path) -> list[int]:
    """Return what tells a model from another: a time would not come through the layers of an image."""
    packed = model.read_bytes()
    return [LAYOUT, len(packed), zlib.crc32(packed)]


def _laid_out(made: Any, mark: list[int]) -> Iterator[bytes]:
    """Yield a line of JSON that says what follows, and the arrays of an identifier."""
    import numpy as np

    found = {
        "weights": made.nb_ptc,
        "priors": made.nb_pc,
        "moves": np.asarray(made.tk_nextmove),
        "rows": np.asarray(made.tk_row),
        "features": np.asarray(made.tk_output),
    }
    arrays = [(name, np.ascontiguousarray(one)) for name, one in found.items()]
    head = {
        "of": mark,
        "languages": made.nb_classes,
        "arrays": [[name, one.dtype.str, one.shape] for name, one in arrays],
    }
    pieces = [json.dumps(head).encode() + b"\n", *(one.tobytes() for _, one in arrays)]
    for piece in pieces:
        yield piece + bytes(-len(piece) % EVEN)


def _mapped(kept: Path, mark: list[int]) -> Any:
    """Return the identifier that a file holds. Raises ValueError where it is of another model, or cut off."""
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    with kept.open("rb") as file:
        line = file.readline()
    head = json.loads(line)
    if head["of"] != mark:
        raise ValueError("of another model")
    whole = np.memmap(kept, np.uint8, mode="r")
    begin = len(line) + -len(line) % EVEN
    arrays: dict[str, Any] = {}
    for name, kind, shape in head["arrays"]:
        size = np.dtype(kind).itemsize * math.prod(shape)
        arrays[name] = np.asarray(whole[begin : begin + size]).view(kind).reshape(shape)
        begin += size + -size % EVEN
    if begin != len(whole):
        raise ValueError("another size than it says")
    return LanguageIdentifier(
        arrays["weights"],
        arrays["priors"],
        head["languages"],
        arrays["moves"].data,  # walked byte by byte: a memory view gives Python's numbers, an array numpy's
        arrays["features"].tolist(),
        norm_probs=True,
        tk_row=arrays["rows"].data,
    )


def _keep(pieces: Iterable[bytes], kept: Path, model: Path) -> None:
    """Put it where it is looked for, whole, readable for whoever may read the model."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=f"{kept.name}.", dir=kept.parent, delete=False) as file:
        made = Path(file.name)
        try:
            file.writelines(pieces)
            file.flush()
            # its size is all that is looked at, and after a loss of power it may be noughts
            os.fsync(file.fileno())
            shutil.copymode(model, made)
            made.replace(kept)
        except OSError:
            made.unlink(missing_ok=True)
            raise
