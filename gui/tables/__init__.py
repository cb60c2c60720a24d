"""Tables as models over plain tuples, and the view and cells they are shown in."""
