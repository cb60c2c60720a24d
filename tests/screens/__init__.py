"""Pictures of every page and dialog, to be looked at after each change of the window.

`python -m tests.screens DIR [NAME…]` writes them; nothing here asserts anything.
"""
