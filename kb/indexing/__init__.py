"""Ids and arrays: lexical and dense search, and generations on disk."""
