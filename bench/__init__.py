"""Speed and quality, measured by commands anyone can run."""
