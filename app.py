"""Serve the page: ``python app.py`` is ``kb serve``."""

from kb.cli import main

if __name__ == "__main__":
    main(["serve"])
