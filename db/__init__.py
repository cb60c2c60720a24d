"""Keeps what evaluation decides: one file, its upgrades, its backups, tables in and out."""
