"""What builds the tables of places; none of it ships."""
