"""Questions and windows that stand above a page."""
