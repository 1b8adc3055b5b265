"""The library that runs the trained encoder, with its telemetry off.

It reads the switch once, when it is loaded, and no later call stops it.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onnxruntime import InferenceSession, SessionOptions

__all__ = ["InferenceSession", "SessionOptions"]
