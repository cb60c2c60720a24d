"""The grid of the scoring desk: all villages at once, one star or one indicator at a time."""
