"""The model that tells languages, kept unpacked beside the code, as Python keeps what it compiles.

py3langid packs its model by LZMA. To unpack it, 68 MB, takes every process that reads stories four tenths of
a second, a quarter of its start. What was unpacked once lies packed by zstd in the folder of Python's
compiled files, where reading it takes a fifth of that. It is written where Python writes those (as
PYTHONDONTWRITEBYTECODE and PYTHONPYCACHEPREFIX say), read as they are, by size and time of what it was made
of, and made anew where it is of another model or damaged. Where it cannot be written, only time is lost.
"""

import json
import shutil
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

LAYOUT = 1
"""Of the file: another number makes it anew."""
LEVEL = 3
"""Of zstd: 7 MB in a tenth of a second; the highest saves 2 MB and takes twenty."""


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
    from zstandard import ZstdError

    mark = _mark(model)
    with suppress(OSError, ValueError, KeyError, TypeError, ZstdError):
        if kept is not None:
            return _unpacked(kept.read_bytes(), mark)
    made = LanguageIdentifier.from_model_file(model, norm_probs=True)
    if kept is not None and not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(_packed(made, mark), kept, model)
    return made


def _place() -> Path | None:
    """Return where what is made of the model is kept, if Python keeps anything."""
    try:
        return Path(cache_from_source(__file__)).with_name("language_model.zst")
    except NotImplementedError:
        return None


def _mark(model: Path) -> list[int]:
    told = model.stat()
    return [LAYOUT, told.st_size, told.st_mtime_ns]


def _packed(made: Any, mark: list[int]) -> bytes:
    """Return a line of JSON that says what follows, and the arrays of an identifier."""
    import numpy as np
    import zstandard

    arrays = {
        "weights": made.nb_ptc,
        "priors": made.nb_pc,
        "moves": np.asarray(made.tk_nextmove),
        "rows": np.asarray(made.tk_row),
        "features": np.asarray(made.tk_output),
    }
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    packed = {name: packer.compress(np.ascontiguousarray(one).data) for name, one in arrays.items()}
    head = {
        "of": mark,
        "languages": made.nb_classes,
        "arrays": [[name, one.dtype.str, one.shape, len(packed[name])] for name, one in arrays.items()],
    }
    return b"".join((json.dumps(head).encode(), b"\n", *packed.values()))


def _unpacked(data: bytes, mark: list[int]) -> Any:
    """Return the identifier that ``data`` holds. Raises ValueError where it is of another model."""
    import numpy as np
    import zstandard
    from py3langid.langid import LanguageIdentifier

    begin = data.index(b"\n") + 1
    head = json.loads(data[:begin])
    if head["of"] != mark:
        raise ValueError("of another model")
    unpacker = zstandard.ZstdDecompressor()
    arrays: dict[str, Any] = {}
    for name, kind, shape, length in head["arrays"]:
        piece = unpacker.decompress(memoryview(data)[begin : begin + length])
        arrays[name] = np.frombuffer(piece, kind).reshape(shape)
        begin += length
    return LanguageIdentifier(
        arrays["weights"],
        arrays["priors"],
        head["languages"],
        arrays["moves"].data,  # walked byte by byte: a memory view gives Python's numbers, an array numpy's
        arrays["features"].tolist(),
        norm_probs=True,
        tk_row=arrays["rows"].data,
    )


def _keep(packed: bytes, kept: Path, model: Path) -> None:
    """Put it where it is looked for, whole, readable for whoever may read the model."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=f"{kept.name}.", dir=kept.parent, delete=False) as file:
        made = Path(file.name)
        try:
            file.write(packed)
            file.flush()
            shutil.copymode(model, made)
            made.replace(kept)
        except OSError:
            made.unlink(missing_ok=True)
            raise
