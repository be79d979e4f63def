"""The network of Zhao et al. 2017 in PyTorch, and its weights from a safetensors
file: the length of a JSON header, the header, and the values."""

import json
import struct

import numpy
import torch
from torch.nn import Conv2d, PReLU

TYPES = {"F32": "<f4", "F16": "<f2"}


class Network(torch.nn.Module):
    """Beyond the edges of a picture each layer sees zeros, if same is set;
    otherwise the output is 8 pixels smaller at each side."""

    def __init__(self, same):
        super().__init__()
        self.conv1 = Conv2d(3, 64, 9, padding=4 if same else 0)
        self.prelu1 = PReLU(64)
        self.conv2 = Conv2d(64, 64, 5, padding=2 if same else 0)
        self.prelu2 = PReLU(64)
        self.conv3 = Conv2d(64, 3, 5, padding=2 if same else 0)

    def forward(self, x):
        x = self.prelu1(self.conv1(x - .5))
        return self.conv3(self.prelu2(self.conv2(x))) + .5


def read(name):
    """The state dict in a safetensors file."""
    with open(name, "rb") as f:
        raw = f.read()
    size, = struct.unpack("<Q", raw[:8])
    values, state = raw[8 + size:], {}
    for key, tensor in json.loads(raw[8:8 + size]).items():
        if key == "__metadata__":
            continue
        begin, end = tensor["data_offsets"]
        data = numpy.frombuffer(values[begin:end], TYPES[tensor["dtype"]])
        state[key] = torch.from_numpy(data.astype("float32").reshape(tensor["shape"]))
    return state
