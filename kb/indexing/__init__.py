"""Ids and arrays: lexical and dense search, fusion, and generations on disk."""
