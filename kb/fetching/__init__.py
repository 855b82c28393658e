"""The official texts: which there are, how they are fetched, and which file in hand is which."""
