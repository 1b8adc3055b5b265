"""Train the tagger: python -m training.train --data BENCHMARKS --encoder FOLDER --out FOLDER."""

from __future__ import annotations

import argparse
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit

from dateline.extract.tagger.readers import ANSWERS, ROLES, TAGS, TYPES, bounds, windows
from training.data import (
    HELD,
    MUC_DEVELOPMENT,
    MUC_TRAIN,
    Text,
    messages,
    shootings,
    tags,
    vocabulary,
)
from training.model import Tagger, pretrained

CLS, SEP, MASK = 101, 102, 103
WINDOW, STEP = 382, 288  # pieces; longer than those that are read later
BATCH = 8  # texts a step
HIDDEN = 0.08  # of the pieces of a text, so that roles are read off the words around a name
KEPT = 0.995  # of the running mean of the weights, at each step
RATE, HEAD_RATE = 2e-4, 1e-3  # of the encoder, and of the fresh answers
WARM = 0.1  # of all steps
IGNORED = -100
RARE = 2.0  # weight of a piece inside a filler; one piece in twenty is
WEIGHTS = {"roles": 3.0, "triggers": 0.5, "kinds": 0.3, "types": 0.5}


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of some texts, padded, with the pieces that each answers for."""

    numbers: Tensor
    present: Tensor
    own: list[tuple[int, int, int, int, int]]  # text, window, first, last, window's start


def batch_of(texts: list[Text], draw: random.Random | None = None) -> Batch:
    """Lay out the windows of texts, some pieces hidden where a draw is given."""
    rows, own = [], []
    for place, text in enumerate(texts):
        for window in windows(len(text.pieces), WINDOW, STEP):
            inside = [piece.number for piece in text.pieces[window.start : window.end]]
            if draw is not None:
                inside = [MASK if draw.random() < HIDDEN else number for number in inside]
            own.append((place, len(rows), window.first, window.last, window.start))
            rows.append([CLS, *inside, SEP])
    longest = max(map(len, rows))
    numbers = torch.zeros(len(rows), longest, dtype=torch.long)
    present = torch.zeros(len(rows), longest)
    for i, row in enumerate(rows):
        numbers[i, : len(row)] = torch.tensor(row)
        present[i, : len(row)] = 1
    return Batch(numbers, present, own)


def answers_of(model: Tagger, texts: list[Text], draw: random.Random | None = None) -> list[Tensor]:
    """The answers for each piece of each text."""
    batch = batch_of(texts, draw)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(batch.numbers, batch.present)
    out = out.float()
    parts: list[list[Tensor]] = [[] for _ in texts]
    for place, row, first, last, start in batch.own:
        parts[place].append(out[row, first - start + 1 : last - start + 1])
    return [torch.cat(part) for part in parts]


def pooled(scores: Tensor) -> Tensor:
    """The score of each incident type for a whole text."""
    (_, _, _, (a, b), (c, d)) = bounds()
    return (scores[:, a:b].softmax(0) * scores[:, c:d]).sum(0)


def loss_of(scores: Tensor, text: Text, goal: dict[str, Tensor]) -> dict[str, Tensor]:
    """The losses of a text, by what they teach."""
    (roles, triggers, kinds, _, _) = bounds()
    losses: dict[str, Tensor] = {}
    if text.fillers is not None:
        weight = torch.tensor([1.0, RARE, RARE])
        part = scores[:, roles[0] : roles[1]].reshape(-1, TAGS)
        losses["roles"] = F.cross_entropy(part, goal["roles"].reshape(-1), weight, reduction="sum")
        inside = goal["kinds"].sum(1) > 0
        if inside.any():
            losses["kinds"] = F.binary_cross_entropy_with_logits(
                scores[inside, kinds[0] : kinds[1]], goal["kinds"][inside]
            )
    if text.types is not None:
        losses["types"] = F.binary_cross_entropy_with_logits(
            pooled(scores), goal["types"], reduction="sum"
        )
    if text.triggers is not None:
        losses["triggers"] = F.cross_entropy(
            scores[:, triggers[0] : triggers[1]], goal["triggers"], reduction="mean"
        )
    if "roles" in losses:  # per text, of usual length, so that a long one does not outweigh ten
        losses["roles"] = losses["roles"] / 400
    return losses


def goal_of(text: Text) -> dict[str, Tensor]:
    """What the answers should be."""
    goal: dict[str, Tensor] = {}
    if text.fillers is not None:
        columns = [
            tags(text.pieces, [(f.start, f.end) for f in text.fillers if f.role == role])
            for role in range(len(ROLES))
        ]
        goal["roles"] = torch.tensor(columns).T.contiguous()
        kinds = torch.zeros(len(text.pieces), len(TYPES))
        for filler in text.fillers:
            for i, piece in enumerate(text.pieces):
                if piece.start < filler.end and piece.end > filler.start:
                    kinds[i, list(filler.types)] = 1
        goal["kinds"] = kinds
    if text.types is not None:
        goal["types"] = torch.zeros(len(TYPES))
        goal["types"][list(text.types)] = 1
    if text.triggers is not None:
        goal["triggers"] = torch.tensor(tags(text.pieces, list(text.triggers)))
    return goal


def batches(texts: list[Text], draw: random.Random) -> list[list[Text]]:
    """Texts of like length together, in random order."""
    order = sorted(texts, key=lambda t: len(t.pieces) * draw.uniform(0.85, 1.15))
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    draw.shuffle(groups)
    return groups


def optimiser(model: Tagger, share: float = 1.0) -> torch.optim.AdamW:
    """Weight decay for matrices, a higher rate for the fresh answers; a share of the rates."""
    for value in model.frozen():
        value.requires_grad_(requires_grad=False)
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, value in model.named_parameters():
        if value.requires_grad:
            groups.setdefault((name.startswith("answers"), value.ndim > 1), []).append(value)
    return torch.optim.AdamW(
        [
            {
                "params": values,
                "lr": share * (HEAD_RATE if head else RATE),
                "weight_decay": 0.01 * matrix,
            }
            for (head, matrix), values in groups.items()
        ]
    )


def train(model: Tagger, texts: list[Text], options: argparse.Namespace) -> None:
    """Go through the texts some times."""
    draw = random.Random(options.order)  # noqa: S311 - a shuffle
    goals = {text.name: goal_of(text) for text in texts}
    steps = options.epochs * math.ceil(len(texts) / BATCH)
    optimizer = optimiser(model, options.rate)
    warm = max(1, int(WARM * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
    begun = time.monotonic()
    for epoch in range(options.epochs):
        model.train()
        sums: dict[str, float] = {}
        for group in batches(texts, draw):
            total = torch.zeros(())
            for text, scores in zip(group, answers_of(model, group, draw), strict=True):
                for name, loss in loss_of(scores, text, goals[text.name]).items():
                    total = total + WEIGHTS[name] * loss / len(group)
                    sums[name] = sums.get(name, 0.0) + loss.item()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, value in model.state_dict().items():
                mean[name].lerp_(value, 1 - KEPT)
        told = {name: round(value / len(texts), 4) for name, value in sums.items()}
        print(epoch, told, f"{time.monotonic() - begun:.0f} s", flush=True)
        torch.save(mean, options.out / "model.pt")
    model.load_state_dict(mean)


def record(model: Tagger, texts: list[Text], path: Path) -> None:
    """Keep the answers for texts, so that decoding can be tried without the model."""
    model.eval()
    with torch.no_grad():
        np.savez(path, **{text.name: answers_of(model, [text])[0].numpy() for text in texts})


def main() -> None:
    """Train, then keep weights and answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmarks' folder")
    parser.add_argument("--encoder", type=Path, required=True, help="vocab.txt, model.safetensors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--order", type=int, default=1, help="seed of all but the fresh answers")
    parser.add_argument("--everything", action="store_true", help="hold no message back")
    parser.add_argument("--fold", type=int, nargs=2, default=(0, HELD), help="held back: K of N")
    parser.add_argument("--shootings", action="store_true", help="learn triggers as well")
    parser.add_argument("--start", type=Path, help="weights to go on from, model.pt of a run")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rates")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    numbers = vocabulary(options.encoder / "vocab.txt")
    known = messages(options.data / MUC_TRAIN, numbers)
    fold, folds = options.fold
    held = [text for i, text in enumerate(known) if i % folds == fold]
    learnt = [text for i, text in enumerate(known) if i % folds != fold or options.everything]
    if options.shootings:
        learnt += shootings(options.data / "gvc" / "coreference", numbers)
    model = pretrained(str(options.encoder / "model.safetensors"), ANSWERS)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    torch.manual_seed(options.order)
    train(model, learnt, options)
    record(model, held, options.out / "held.npz")
    record(model, messages(options.data / MUC_DEVELOPMENT, numbers), options.out / "dev.npz")


if __name__ == "__main__":
    main()
