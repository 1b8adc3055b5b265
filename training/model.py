"""The encoder (BERT of six layers, MiniLM) with one layer of answers on top."""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own habit

WIDTH, LAYERS, HEADS, INNER, PLACES, VOCABULARY = 384, 6, 12, 1536, 512, 30522
DROPOUT = 0.1


class Layer(nn.Module):
    """Attention, then two dense layers, each with its shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm, self.last = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States in, states out: (batch, pieces, width)."""
        batch, length = states.shape[0], states.shape[1]
        shape = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(states).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        hidden = None if mask is None else mask.to(query.dtype)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=hidden)
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm(states + self.drop(self.mixed(seen)))
        return self.last(states + self.drop(self.outer(F.gelu(self.inner(states)))))


class Tagger(nn.Module):
    """Numbers of pieces in, answers for each piece out."""

    def __init__(self, answers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(DROPOUT)
        self.answers = nn.Linear(WIDTH, answers)

    def forward(self, numbers: Tensor, present: Tensor | None) -> Tensor:
        """Answers (batch, pieces, answers); `present` is 0 at padding, None if there is none."""
        return self.answers(self.drop(self.read(numbers, present)))

    def read(self, numbers: Tensor, present: Tensor | None) -> Tensor:
        """The encoder's last states (batch, pieces, width)."""
        places = torch.arange(numbers.shape[1], device=numbers.device)
        states = self.norm(self.words(numbers) + self.places(places) + self.kind)
        states = self.drop(states)
        mask = None
        if present is not None:
            mask = (1.0 - present[:, None, None, :].to(states.dtype)) * -10000.0
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def frozen(self) -> list[nn.Parameter]:
        """The tables that are not trained."""
        return [self.words.weight, self.places.weight, self.kind]


def pretrained(path: str, answers: int) -> Tagger:
    """The tagger with the encoder's published weights and fresh answers."""
    weights = load_file(path)
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    model = Tagger(answers)
    state = model.state_dict()
    names = {
        "attention.self.query": "query", "attention.self.key": "key",
        "attention.self.value": "value", "attention.output.dense": "mixed",
        "attention.output.LayerNorm": "norm", "intermediate.dense": "inner",
        "output.dense": "outer", "output.LayerNorm": "last",
    }  # fmt: skip
    for theirs, ours in names.items():
        for layer in range(LAYERS):
            for part in ("weight", "bias"):
                value = weights[f"encoder.layer.{layer}.{theirs}.{part}"]
                state[f"layers.{layer}.{ours}.{part}"] = value
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["places.weight"] = weights["embeddings.position_embeddings.weight"]
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
    model.load_state_dict(state)
    return model
