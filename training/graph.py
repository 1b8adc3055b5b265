"""Changes to the exported encoder that make it truer in eight bits, and faster.

`evened` moves the largest activations into the weights behind them, so that one scale for all
columns costs less (SmoothQuant: Xiao et al. 2023). `fused` writes each layer's attention as one
step, and its three projections as one product, with the same whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import helper, numpy_helper

EVENED = ("inner.bias", "outer.bias")  # the products of a layer's dense part, by their biases
SHARE = 0.75  # of an activation's size that goes into the weights; 0.5 to 0.9 were tried
HEADS = 12
CUSTOM = "com.microsoft"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Graph:
    """A model with its nodes by what they make, and its constants by name."""

    model: onnx.ModelProto

    @property
    def made(self) -> dict[str, onnx.NodeProto]:
        """The node that makes each value."""
        return {name: node for node in self.model.graph.node for name in node.output}

    @property
    def constants(self) -> dict[str, onnx.TensorProto]:
        """The weights and other constants."""
        return {tensor.name: tensor for tensor in self.model.graph.initializer}

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Add a constant; gives its name."""
        self.model.graph.initializer.append(numpy_helper.from_array(value, name))
        return name

    def of_kind(self, kind: str) -> list[onnx.NodeProto]:
        """The nodes of a kind, in order."""
        return [node for node in self.model.graph.node if node.op_type == kind]

    def users(self, name: str) -> list[onnx.NodeProto]:
        """The nodes that take a value."""
        return [node for node in self.model.graph.node if name in node.input]

    def tidy(self) -> None:
        """Drop what nothing uses, and put the nodes in an order in which they can run."""
        graph = self.model.graph
        wanted = {output.name for output in graph.output}
        for node in reversed(_ordered(graph)):
            if wanted.intersection(node.output):
                wanted.update(node.input)
        kept = [node for node in _ordered(graph) if wanted.intersection(node.output)]
        constants = [tensor for tensor in graph.initializer if tensor.name in wanted]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(kept)
        graph.initializer.extend(constants)


def _ordered(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """The nodes, each behind those whose values it takes."""
    ready = {"", *(t.name for t in graph.initializer), *(i.name for i in graph.input)}
    left, found = list(graph.node), []
    while left:
        later = []
        for node in left:
            if ready.issuperset(node.input):
                found.append(node)
                ready.update(node.output)
            else:
                later.append(node)
        if len(later) == len(left):
            raise ValueError(f"expected a graph without cycles, came one at {left[0].name}")
        left = later
    return found


# ------------------------------------------------------------------ evening out


def evened(path: Path, windows: Sequence[npt.NDArray[np.int64]]) -> onnx.ModelProto:
    """The model with the inputs of the dense products evened out.

    Args:
        path: the model in float32.
        windows: of training texts, (1, pieces) each, from which the sizes are taken.
    """
    graph = Graph(onnx.load(path))
    products = list(_dense(graph))
    sizes = _sizes(graph.model, [product.input[0] for product in products], windows)
    for product in products:
        given, name = product.input
        weights = numpy_helper.to_array(graph.constants[name])
        scale = _scale(sizes[given], np.abs(weights).max(axis=1))
        even = f"{given}_even"
        part = graph.constant(f"{given}_part", (1 / scale).astype(np.float32))
        graph.model.graph.node.append(helper.make_node("Mul", [given, part], [even]))
        wider = graph.constant(f"{name}_wider", (weights * scale[:, None]).astype(np.float32))
        product.input[:] = [even, wider]
    graph.tidy()
    return graph.model


def _dense(graph: Graph) -> Iterator[onnx.NodeProto]:
    """The products whose biases are among those named."""
    for product in graph.of_kind("MatMul"):
        biases = {name for user in graph.users(product.output[0]) for name in user.input}
        if any(name.endswith(EVENED) for name in biases):
            yield product


def _sizes(
    model: onnx.ModelProto, names: Sequence[str], windows: Sequence[npt.NDArray[np.int64]]
) -> dict[str, Floats]:
    """The largest size of each column of some values."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    shown.graph.output.extend(helper.make_tensor_value_info(n, 1, None) for n in names)
    session = onnxruntime.InferenceSession(shown.SerializeToString())
    found = {name: np.zeros(1, np.float32) for name in names}
    for window in windows:
        for name, value in zip(names, session.run(names, {"numbers": window}), strict=True):
            found[name] = np.maximum(found[name], np.abs(value[0]).max(axis=0))
    return found


def _scale(sizes: Floats, weights: Floats) -> Floats:
    """What each column is divided by, one in the mean."""
    least = 1e-5
    scale = np.maximum(sizes, least) ** SHARE / np.maximum(weights, least) ** (1 - SHARE)
    return np.asarray(scale / np.exp(np.log(scale).mean()), dtype=np.float32)


# ------------------------------------------------------------------ fusing


@dataclass(frozen=True, slots=True)
class Projection:
    """One of the three products in front of an attention, in whole numbers."""

    added: onnx.NodeProto
    product: onnx.NodeProto
    bias: str
    scale: str
    of_input: str


def fused(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model in eight bits with one step for each attention."""
    graph = Graph(model)
    model.opset_import.append(helper.make_opsetid(CUSTOM, 1))
    for number, softmax in enumerate(graph.of_kind("Softmax")):
        made = graph.made
        scores, mixed = made[softmax.input[0]], graph.users(softmax.output[0])[0]
        turned = graph.users(mixed.output[0])[0]
        out = graph.users(turned.output[0])[0].output[0]
        parts = [_linear(made, name) for name in (*scores.input, mixed.input[1])]
        graph.model.graph.node.remove(made[out])
        names = [part.output[0] for part in parts]
        attention = helper.make_node(
            "MultiHeadAttention", names, [out], domain=CUSTOM, num_heads=HEADS
        )
        graph.model.graph.node.append(attention)
        _at_once(graph, [_projection(graph, part) for part in parts], f"attention.{number}")
    graph.tidy()
    return model


def _linear(made: dict[str, onnx.NodeProto], name: str) -> onnx.NodeProto:
    """The sum with a bias from which a value was turned and reshaped."""
    node = made[name]
    while node.op_type != "Add":
        node = made[node.input[0]]
    return node


def _projection(graph: Graph, added: onnx.NodeProto) -> Projection:
    """The parts of a product in whole numbers, from its last step."""
    made, constants = graph.made, graph.constants
    bias = next(name for name in added.input if name in constants)
    scaled = next(made[name] for name in added.input if name in made)
    cast = next(made[n] for n in scaled.input if made[n].op_type == "Cast")
    scales = next(made[n] for n in scaled.input if made[n].op_type == "Mul")
    scale = next(name for name in scales.input if name in constants)
    of_input = next(name for name in scales.input if name not in constants)
    return Projection(added, made[cast.input[0]], bias, scale, of_input)


def _at_once(graph: Graph, parts: Sequence[Projection], name: str) -> None:
    """Three products of one input as one, whose outcome is parted again."""
    constants, node = graph.constants, helper.make_node

    def joined(names: Sequence[str], end: str) -> str:
        values = [numpy_helper.to_array(constants[n]) for n in names]
        return graph.constant(f"{name}.{end}", np.concatenate(values, axis=-1))

    given, _, zero, _ = parts[0].product.input
    weights = joined([p.product.input[1] for p in parts], "weights")
    zeros = joined([p.product.input[3] for p in parts], "zeros")
    scales, biases = (
        joined([p.scale for p in parts], "scales"),
        joined([p.bias for p in parts], "biases"),
    )
    widths = [len(numpy_helper.to_array(constants[p.bias])) for p in parts]
    sizes = graph.constant(f"{name}.sizes", np.array(widths, dtype=np.int64))
    steps = [
        node("MatMulInteger", [given, weights, zero, zeros], [f"{name}.whole"]),
        node("Cast", [f"{name}.whole"], [f"{name}.cast"], to=onnx.TensorProto.FLOAT),
        node("Mul", [parts[0].of_input, scales], [f"{name}.scale"]),
        node("Mul", [f"{name}.cast", f"{name}.scale"], [f"{name}.scaled"]),
        node("Add", [f"{name}.scaled", biases], [f"{name}.sum"]),
        node("Split", [f"{name}.sum", sizes], [p.added.output[0] for p in parts], axis=-1),
    ]
    for part in parts:
        graph.model.graph.node.remove(part.added)
    graph.model.graph.node.extend(steps)
