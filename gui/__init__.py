"""The window: shows, asks, refreshes. Decides nothing.

Every figure on the screen comes from a view of `evaluation`, every change goes through an
action of the office. A widget keeps nothing that reading again would not give.
"""
