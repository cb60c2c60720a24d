"""The scoring desk in its parts: what lies on it, its keys, its strip, table and editors.

Put together by `gui.pages.scoring`. Reads views and shows them; scores nothing itself.
"""
