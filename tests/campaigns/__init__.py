"""Long trials with a count: each is a command, and the checks run a small count of it."""
