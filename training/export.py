"""Write the trained tagger for onnxruntime, in whole numbers of eight bits.

python -m training.export --data BENCHMARKS --model FOLDER/model.pt --vocabulary vocab.txt
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.extract.tagger.readers import ANSWERS, FIRST, LAST, WINDOW, pieces
from training.data import MUC_TRAIN, vocabulary
from training.graph import evened, fused
from training.model import Tagger

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "dateline" / "extract" / "tagger" / "data"
SAMPLED, EACH = 400, 8  # training texts whose activations are looked at: every eighth of the first


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


def sample(texts: Path, numbers: dict[str, int]) -> list[npt.NDArray[np.int64]]:
    """The first windows of some training texts, (1, pieces) each."""
    rows = [json.loads(line)["doctext"] for line in texts.read_text("utf-8").splitlines()]
    return [
        np.array(
            [[numbers[FIRST], *(p.number for p in pieces(text, numbers, WINDOW)), numbers[LAST]]]
        )
        for text in rows[:SAMPLED:EACH]
    ]


def main() -> None:
    """Export, make small, and put it where the package reads it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmarks' folder")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    model = Tagger(ANSWERS)
    model.load_state_dict(torch.load(options.model, weights_only=True))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    windows = sample(options.data / MUC_TRAIN, vocabulary(options.vocabulary))
    with tempfile.TemporaryDirectory() as folder:
        full, even, small = (Path(folder) / f"{name}.onnx" for name in ("full", "even", "small"))
        export(model, full)
        onnx.save(evened(full, windows), even)
        quantize_dynamic(
            even,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
        onnx.save(fused(onnx.load(small)), options.out / "tagger.onnx")
    shutil.copy(options.vocabulary, options.out / "vocab.txt")


if __name__ == "__main__":
    main()
