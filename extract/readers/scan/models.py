"""Whether print can be recognised here: the extra `ocr` brings what does, and the model lies in one of its wheels."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

MODEL = "PP-OCRv6_rec_small.onnx"


def model_path() -> Path | None:
    """Where the model lies, if all that runs it is installed."""
    if not (find_spec("onnxruntime") and find_spec("cv2")):
        return None
    wheel = find_spec("rapidocr")
    if wheel is None or not wheel.submodule_search_locations:
        return None
    path = Path(wheel.submodule_search_locations[0]) / "models" / MODEL
    return path if path.is_file() else None
