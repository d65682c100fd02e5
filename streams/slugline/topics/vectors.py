"""Static word vectors: wordllama's bundled table, read straight from its two files.

Neither wordllama itself nor its loader is imported: the loader may ask a model hub. The table has one row of
256 half floats per piece of the Llama 2 tokeniser; a word's vector is the sum of its pieces' rows.
"""

import json
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slugline.lang.vocabulary import CLASSES
from slugline.topics.emphasis import plain

Floats = NDArray[np.float32]

WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
SIZE = 256
BLANK = "▁"
EMPTY = CLASSES["of-no-topic"]
LONGEST = 40
"""Characters of a word that count: cutting takes quadratic time, and what is longer is no word."""
AT_ONCE = 256
"""Words whose vectors are summed at once: a MB or two, however many new words a story has."""
REMEMBERED = 16_384
"""Words whose vectors are kept: 16 MB. Chosen so that a few hundred stories fit."""


def mean(rows: Floats) -> Floats:
    """Return the mean vector of ``rows`` as ``Vectors.of`` gives them; noughts where none says anything."""
    total = rows.sum(axis=0)
    average: Floats = total[:SIZE] / np.float32(max(float(total[SIZE]), 1.0))
    return average


class Vectors:
    """Vectors of words. Remembers those asked for; what is remembered never changes an answer."""

    def __init__(
        self, table: NDArray[np.float16], pieces: dict[str, int], remembered: int = REMEMBERED
    ) -> None:
        """Take the table, the row of each piece in it, and how many words to remember."""
        self._table = table
        self._pieces = pieces
        self._rows: dict[str, int] = {}
        self._known = np.zeros((remembered, SIZE + 1), np.float32)

    def of(self, words: Sequence[str]) -> Floats:
        """Return the vectors of ``words``: an array of len(words) x 257.

        The last column is 1, or 0 in the row of a word that says nothing, which is all noughts: so a sum of
        rows brings the count of what it sums.
        """
        rows, most = self._rows, len(self._known)
        if len(words) > most and len(set(words)) > most:
            return np.concatenate([self.of(words[at : at + most]) for at in range(0, len(words), most)])
        unknown = set(words).difference(rows)
        if unknown:
            self._learn(words, unknown)
        return self._known[[rows[word] for word in words]]

    def pieces(self, word: str) -> list[int]:
        """Return the rows of the table that ``word`` is made of."""
        return pieces_of(word, self._pieces)

    def _learn(self, words: Sequence[str], unknown: set[str]) -> None:
        if len(self._rows) + len(unknown) > len(self._known):
            self._rows.clear()
            unknown = set(words)
        new = sorted(unknown)
        for at in range(0, len(new), AT_ONCE):
            self._keep(new[at : at + AT_ONCE])

    def _keep(self, words: Sequence[str]) -> None:
        """Put the vectors of ``words`` behind those that are known."""
        begin = len(self._rows)
        ids: list[int] = []
        starts: list[int] = []
        told: list[int] = []
        for word in words:
            row = self._rows[word] = len(self._rows)
            bare = plain(word)[:LONGEST]
            made_of = [] if bare.lower() in EMPTY else self.pieces(bare)
            if made_of:
                told.append(row)
                starts.append(len(ids))
                ids += made_of
        self._known[begin : len(self._rows)] = 0.0
        if told:
            rows = self._table[ids].astype(np.float32)
            self._known[told, :SIZE] = np.add.reduceat(rows, starts, axis=0)
            self._known[told, SIZE] = 1.0


def pieces_of(word: str, pieces: dict[str, int]) -> list[int]:
    """Return the ids of the pieces ``word`` is cut into: byte-pair encoding, the lowest id joined first.

    In the Llama 2 vocabulary ids are in order of merging, so this gives what the tokeniser gives for one word
    (https://github.com/google/sentencepiece, BPE model). Characters outside the vocabulary are left out.
    """
    whole = pieces.get(BLANK + word)
    if whole is not None:
        return [whole]
    parts = [BLANK, *word]
    while len(parts) > 1:
        joined = [pieces.get(left + right, 1 << 30) for left, right in pairwise(parts)]
        best = min(joined)
        if best == 1 << 30:
            break
        place = joined.index(best)
        parts[place : place + 2] = [parts[place] + parts[place + 1]]
    return [pieces[part] for part in parts if part in pieces]


def read(remembered: int = REMEMBERED) -> Vectors:
    """Return the vectors of the installed wordllama, remembering so many words.

    Raises FileNotFoundError where the package or its files are missing.
    """
    spec = find_spec("wordllama")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise FileNotFoundError("the package wordllama, which brings the word vectors, is not installed")
    folder = Path(places[0])
    model = json.loads((folder / TOKENIZER).read_text("utf-8"))["model"]
    return Vectors(read_table(folder / WEIGHTS), model["vocab"], remembered)


def read_table(path: Path) -> NDArray[np.float16]:
    """Map the first tensor of a safetensors file: 8 bytes length, a JSON header, then the numbers.

    Format: https://github.com/huggingface/safetensors#format. The file stays mapped, not copied.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    tensor = next(value for key, value in header.items() if key != "__metadata__")
    if tensor["dtype"] != "F16" or tensor["shape"][1] != SIZE:
        raise ValueError(f"{path.name}: want half floats in {SIZE} columns, not {tensor}")
    start = 8 + length + tensor["data_offsets"][0]
    return np.memmap(path, np.float16, "r", offset=start, shape=tuple(tensor["shape"]))
