"""Papers: what leaves the printer, made from views with the bundled fonts."""
