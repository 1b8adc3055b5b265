"""Write the trained tagger for onnxruntime, in whole numbers of eight bits.

python -m training.export --model FOLDER/model.pt --vocabulary vocab.txt
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.extract.tagger.layout import ANSWERS
from training.model import Tagger

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "dateline" / "extract" / "tagger" / "data"


def export(model: Tagger, path: Path) -> None:
    """The model with weights in float32, for one window of any length a call."""
    numbers = torch.arange(1000, 1064)[None]
    length = torch.export.Dim("length", min=2, max=512)
    torch.onnx.export(
        Alone(model),
        (numbers,),
        path,
        dynamo=True,
        input_names=["numbers"],
        output_names=["answers"],
        dynamic_shapes={"numbers": {1: length}},
        external_data=False,
    )


class Alone(torch.nn.Module):
    """The tagger for a window without padding."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        """Answers (1, pieces, answers)."""
        return self.model(numbers, None)


def main() -> None:
    """Export, make small, and put it where the package reads it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    model = Tagger(ANSWERS)
    model.load_state_dict(torch.load(options.model, weights_only=True))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        export(model, Path(folder) / "full.onnx")
        quantize_dynamic(
            Path(folder) / "full.onnx",
            options.out / "tagger.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    shutil.copy(options.vocabulary, options.out / "vocab.txt")


if __name__ == "__main__":
    main()
