"""Word lists written as text, so that a table in another script stays readable."""


def words(table: str) -> frozenset[str]:
    """Return the words of ``table``, parted by blanks and line ends."""
    return frozenset(table.split())


def phrases(table: str) -> frozenset[str]:
    """Return the phrases of ``table``, parted by bars, casefolded and without blanks around them."""
    return frozenset(phrase.strip().casefold() for phrase in table.split("|"))
