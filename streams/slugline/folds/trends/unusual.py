"""The score: how unusual a count is, next to the window before."""

from math import sqrt

ADDED = 3 / 8


def unusual(stories: int, previous: int, total: int, previous_total: int) -> float:
    """Return how many standard deviations ``stories`` lie above what ``previous`` lets expect; 4 decimals.

    ``stories`` of ``total`` stories in this window have the thing, ``previous`` of ``previous_total`` in
    the one before. Under equal rates both are Poisson counts whose means stand as the totals do, d =
    total/previous_total (one is added to each, so that an empty window is no certainty), and

        z = 2 (sqrt(stories + 3/8) - sqrt(d (previous + 3/8))) / sqrt(1 + d)

    is nearly standard normal, also for small counts: Anscombe, "The transformation of Poisson, binomial and
    negative-binomial data", Biometrika 35 (1948), for the 3/8 and the root; Gu, Ng, Tang and Schucany,
    "Testing the ratio of two Poisson rates", Biometrical Journal 50 (2008), for the test of the two rates.
    A busier wire alone moves nothing, and next to a window without stories hardly anything is unusual.
    """
    d = (total + 1) / (previous_total + 1)
    z = 2 * (sqrt(stories + ADDED) - sqrt(d * (previous + ADDED))) / sqrt(1 + d)
    return round(z, 4) + 0.0  # never -0.0
