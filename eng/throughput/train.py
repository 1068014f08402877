"""Trains the small CNN in Python's torch and prints images per second: the other side of eng/throughput/compare.sh.

The network, batch size, loss and bookkeeping are those of samples/ImageClassification; the optimizer is torch's Adam and the images are random.
usage: train.py ROWS BATCH THREADS EPOCHS plain|derived
  plain    the activation as one writes it, sin(pi/2 clamp(z, 0, 1))^2, differentiated by autograd
  derived  the activation with the formula and the derivative of this library, as a torch.autograd.Function
"""
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

rows, batch, threads, epochs = map(int, sys.argv[1:5])
derived = sys.argv[5] == "derived"
torch.set_num_threads(threads)
torch.manual_seed(1)


class Derived(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        angle = z.clamp(0, 1).mul_(math.pi)
        ctx.save_for_backward(angle)
        return angle.cos().mul_(-0.5).add_(0.5)

    @staticmethod
    def backward(ctx, grad):
        (angle,) = ctx.saved_tensors
        return angle.sin().clamp_(min=0).mul_(math.pi / 2).mul_(grad)


class Sinusoidal(nn.Module):
    def forward(self, z):
        if derived:
            return Derived.apply(z)
        return torch.sin(z.clamp(0, 1) * (math.pi / 2)) ** 2


network = nn.Sequential(
    nn.Conv2d(1, 32, 3), Sinusoidal(),
    nn.Conv2d(32, 32, 3, stride=2), Sinusoidal(),
    nn.Conv2d(32, 64, 3), Sinusoidal(),
    nn.Conv2d(64, 64, 3, stride=2), Sinusoidal(),
    nn.Flatten(),
    nn.Linear(1024, 128), Sinusoidal(),
    nn.Linear(128, 10),
)
optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
images = torch.rand(rows, 1, 28, 28)
labels = torch.randint(0, 10, (rows,))


def epoch():
    order = torch.randperm(rows)
    loss_sum, correct = 0.0, 0
    for positions in order.split(batch):
        x, y = images[positions], labels[positions]
        optimizer.zero_grad()
        scores = network(x)
        loss = F.cross_entropy(scores, y)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(positions)
        correct += (scores.argmax(1) == y).sum().item()


start = time.perf_counter()
for _ in range(epochs):
    epoch()
print(f"{rows * epochs / (time.perf_counter() - start):.1f}")
