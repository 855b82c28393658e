"""Bytes to pages, pages to text, text to clauses and a list of problems."""
