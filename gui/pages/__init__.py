"""The pages: each reads a view and calls actions; the frame round them is `gui.main_window`."""
