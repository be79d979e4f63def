"""Outputs and gradients of a network by PyTorch: torch.json.

Usage: make.py WEIGHTS.safetensors >torch.json, with the weights of netLike(11) in
reference_test.go, written by Net.Encode.
"""
import json
import struct
import sys

import torch
import torch.nn.functional as F

raw = open(sys.argv[1], "rb").read()
n = struct.unpack("<Q", raw[:8])[0]
header, data = json.loads(raw[8:8 + n]), raw[8 + n:]
p = {}
for name, t in header.items():
    if name != "__metadata__":
        a, b = t["data_offsets"]
        v = torch.frombuffer(bytearray(data[a:b]), dtype=torch.float32)
        p[name] = v.reshape(t["shape"]).double().requires_grad_()


def net(x, pad):
    x = F.prelu(F.conv2d(x - .5, p["conv1.weight"], p["conv1.bias"], padding=4 * pad), p["prelu1.weight"])
    x = F.prelu(F.conv2d(x, p["conv2.weight"], p["conv2.bias"], padding=2 * pad), p["prelu2.weight"])
    return F.conv2d(x, p["conv3.weight"], p["conv3.bias"], padding=2 * pad) + .5


w, h = 22, 19
x = torch.tensor([[[[(x * x + 3 * y * (c + 1) + x * y // 5) % 97 / 96 for x in range(w)]
                    for y in range(h)] for c in range(3)]], dtype=torch.float64)
out = {}
for form, pad in (("valid", 0), ("same", 1)):
    for v in p.values():
        v.grad = None
    y = net(x, pad)
    loss = ((y - .25) ** 2).mean()
    loss.backward()
    out[form] = {
        "out": y.detach().flatten().tolist(),
        "loss": loss.item(),
        "grad": {k: {"norm": v.grad.norm().item(), "first": v.grad.flatten()[:5].tolist(),
                     "last": v.grad.flatten()[-5:].tolist()} for k, v in p.items()},
    }
json.dump({"torch": torch.__version__, "width": w, "height": h, **out}, sys.stdout, indent=1)
print()
