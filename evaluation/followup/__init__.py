"""What follows the decision: 整改建议 for the stars that were lost."""
