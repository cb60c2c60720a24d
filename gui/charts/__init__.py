"""Charts on the screen, drawn with pyqtgraph: the only room that imports it.

Pages import these modules when they are first shown, because pyqtgraph takes its time.
"""
