"""三类定级: conditions, ranking, quotas, overrides, totals."""
