"""The rating itself: standards, scores, steps, history and their papers."""
