"""The page: doors that parse, call one function and show."""
