"""Words that come again and again, kept by the tokenizer for good.

Inside a memory zone spaCy's tokenizer forgets every word it splits, and splitting anew costs four times as
much as looking up. So the words of the first stories that come twice are split once more outside the zone,
where they stay: some thousands in all, so that memory has a bound however many stories follow.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from slugline.reading.tokens import LONGEST

LIMIT = 16_000
"""Words kept. On news copy the first 10,000 save three quarters of the splitting, the next 30,000 hardly
more.
"""
PENDING = 60_000
"""Words remembered as seen once; beyond that all of them are forgotten and counting begins again."""

FAR = 50_000
"""Characters of a story that are looked at: no story is so long, and other texts have no usual words."""


class Familiar:
    """The words met so far, and those the tokenizer keeps."""

    def __init__(self, tokenizer: Any, limit: int = LIMIT) -> None:
        """Take the pipeline's tokenizer (spaCy's Tokenizer, or any other: those keep nothing)."""
        self.tokenizer = tokenizer
        self.room = limit if hasattr(tokenizer, "max_cache_size") else 0
        self.counts: Counter[str] = Counter()
        self.ripe: list[str] = []
        if self.room:
            tokenizer.max_cache_size = max(tokenizer.max_cache_size, limit)

    def meet(self, texts: Iterable[str]) -> None:
        """Count the words of ``texts``, as long as there is room."""
        if not self.room:
            return
        counts = self.counts
        for text in texts:
            for word, times in Counter(text[:FAR].split()).items():
                if len(word) <= LONGEST:
                    before = counts[word]
                    counts[word] = before + times
                    if before < 2 <= before + times:
                        self.ripe.append(word)
        if len(counts) > PENDING:
            counts.clear()

    def keep(self) -> None:
        """Let the tokenizer keep what came twice. Call it outside of any memory zone."""
        for word in self.ripe[: self.room]:
            self.tokenizer(word)
        self.room -= min(self.room, len(self.ripe))
        self.ripe.clear()
        if not self.room:
            self.counts.clear()
