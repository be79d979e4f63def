"""torch.nn in float32: the network of Zhao et al., restoring and learning."""

import torch

from network import Network, read

BATCH, SIDE, RADIUS = 16, 31, 8
LAYOUT = torch.channels_last  # faster here than channels apart


def mirrored(n):
    """Indices of a row of n that goes on beyond its ends, back to front."""
    at = torch.arange(-RADIUS, n + RADIUS) % (2 * n)
    return torch.minimum(at, 2 * n - 1 - at)


def patches(picture):
    """Squares in four rows from edge to edge."""
    h, w = picture.shape[2:]
    places = (((w - SIDE) * (i % 4) // 3, (h - SIDE) * (i // 4) // 3) for i in range(BATCH))
    squares = [picture[:, :, y:y + SIDE, x:x + SIDE] for x, y in places]
    return torch.cat(squares).contiguous(memory_format=LAYOUT)


class Trainer:
    def __init__(self, threads):
        torch.set_num_threads(threads)

    def version(self):
        library = torch.__config__.show().split("MKL-DNN v")
        dnn = library[1].split()[0] if len(library) > 1 else "no"
        return f"torch {torch.__version__}, oneDNN {dnn}"

    def network(self, name):
        state = read(name)
        self.restorer, self.learner = Network(same=False), Network(same=True)
        for net in (self.restorer, self.learner):
            net.load_state_dict(state)
            net.to(memory_format=LAYOUT)
        self.adam = torch.optim.Adam(self.learner.parameters(), lr=1e-3)

    def load(self, picture):
        samples = torch.from_numpy(picture.astype("float32") / 255)
        return samples.permute(2, 0, 1)[None].contiguous(memory_format=LAYOUT)

    def score(self, metric, ref, dist):
        if getattr(self, "pair", None) is not dist:  # once, before what is measured
            self.pair, self.batch = dist, (patches(dist), patches(ref))
        if metric == "cnn-step":
            return self.step(*self.batch)
        return self.restore(dist if metric == "cnn-restore" else self.batch[0])

    def restore(self, pictures):
        h, w = pictures.shape[2:]
        with torch.inference_mode():
            wide = pictures[:, :, mirrored(h)][:, :, :, mirrored(w)]
            wide = wide.contiguous(memory_format=LAYOUT)
            self.made = self.restorer(wide).clamp(0, 1)
        return self.made[0, 1, h // 2, w // 2].item()

    def step(self, inputs, targets):
        self.adam.zero_grad(set_to_none=True)
        loss = (self.learner(inputs) - targets).abs().mean()
        loss.backward()
        self.adam.step()
        self.made = None
        return loss.item()

    def gradient(self):
        """The pictures, or Adam's first moment."""
        if self.made is not None:
            return self.made.contiguous().numpy()
        moments = [self.adam.state[p]["exp_avg"] for p in self.learner.parameters()]
        return torch.cat([m.contiguous().flatten() for m in moments]).numpy()
