"""Pure: enriched stories into windowed counts of what they are about and who speaks in them."""
