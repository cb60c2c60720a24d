"""十星管理: score sheets and ballots, their reckoning, and the reasons line by line."""
