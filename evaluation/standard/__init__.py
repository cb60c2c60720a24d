"""评定标准: what is rated, how points are lost, who is in which class. Data, never code."""
