"""Word lists written as text, so that a table in another script stays readable."""


def words(table: str) -> frozenset[str]:
    """Return the words of ``table``, parted by blanks and line ends."""
    return frozenset(table.split())


def phrases(table: str) -> frozenset[str]:
    """Return the phrases of ``table``, parted by bars; blanks and line ends around them do not count."""
    return frozenset(phrase.strip() for phrase in table.split("|"))
