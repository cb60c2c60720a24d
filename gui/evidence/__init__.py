"""附件 in the window: what is attached at a place, and sorting many photos to villages."""
