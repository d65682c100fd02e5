"""Text to tokens in linear time, whatever stands in it.

spaCy's tokenizer takes quadratic time on a stretch without blanks: it strips one mark at a time and looks at
the rest again (10 KB of quote marks took 9 s). No word of a story is that long, so such stretches are cut.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

LONGEST = 100
"""Characters of a stretch without blanks that are tokenised at once. No word and few addresses are longer."""
LONG = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


def tokenise(nlp: Language, text: str) -> Doc:
    """Return the tokens of ``text``: as ``nlp.make_doc`` gives them, but for overlong stretches."""
    cuts = [match.end() for match in LONG.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for token in nlp.make_doc(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words, spaces)
