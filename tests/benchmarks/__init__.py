"""How long the program takes beside a floor measured in the same run.

Prints medians and ratios and judges nothing: docs/benchmarks.md says what each floor is.
"""
