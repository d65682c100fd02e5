"""What builds the model of topics; none of it ships."""
