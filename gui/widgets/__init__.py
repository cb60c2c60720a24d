"""Building blocks of the pages: each shows values it is given and emits what was chosen.

None of them knows a village, a standard or the office.
"""
