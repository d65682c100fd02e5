"""English: the word lists of this folder. Each file says what it holds and names its source."""

from slugline.lang.word_lists import WordLists

_LISTS = WordLists(__name__)

lines = _LISTS.lines
words = _LISTS.words
split = _LISTS.split
groups = _LISTS.groups
entries = _LISTS.entries
classed = _LISTS.classed
