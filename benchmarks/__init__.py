"""Accuracy and speed, held by floors that only rise: `python -m benchmarks.gate`."""
