"""``python -m bench`` runs the speed table over ``corpus/``."""

from bench.speed import main

main()
