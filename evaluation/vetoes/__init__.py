"""一票否决: cases and what they do to stars and class."""
