"""Knowledge base of Indonesian regulations on the neutrality of civil servants in elections."""

from kb.errors import KbError

__all__ = ["KbError"]
__version__ = "0.1.0"
