"""What ``python -m bench.fuzz`` is made of: seeds of our own, ways to spoil them, the product's own ways through, what must hold after."""
