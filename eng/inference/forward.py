"""Times forward passes in Python's torch: the other side of eng/inference/compare.sh.

The networks are written as one usually writes them, in evaluation mode, under no_grad; images are random and in memory.
usage: forward.py THREADS CNN_ROWS RESNET_ROWS BATCH
Each line on the standard input names a measurement (cnn, resnet: one pass over all rows in batches; one N: N images one by one); the answer is a line with its seconds, for "one"
those of the median image, and the seconds of processor time that all of it took.
"""
import math
import statistics
import sys
import time

import torch
from torch import nn

threads, cnn_rows, resnet_rows, batch = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(1)


class Sinusoidal(nn.Module):
    def forward(self, z):
        return torch.sin(z.clamp(0, 1) * (math.pi / 2)) ** 2


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = None
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(out + (x if self.shortcut is None else self.shortcut(x)))


def stage(inputs, outputs, stride):
    return nn.Sequential(Block(inputs, outputs, stride), Block(outputs, outputs, 1))


networks = {
    "cnn": nn.Sequential(
        nn.Conv2d(1, 32, 3), Sinusoidal(),
        nn.Conv2d(32, 32, 3, stride=2), Sinusoidal(),
        nn.Conv2d(32, 64, 3), Sinusoidal(),
        nn.Conv2d(64, 64, 3, stride=2), Sinusoidal(),
        nn.Flatten(), nn.Linear(1024, 128), Sinusoidal(), nn.Linear(128, 10),
    ).eval(),
    "resnet": nn.Sequential(
        nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True),
        stage(64, 64, 1), stage(64, 128, 2), stage(128, 256, 2), stage(256, 512, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10),
    ).eval(),
}
images = {"cnn": torch.rand(cnn_rows, 1, 28, 28), "resnet": torch.rand(resnet_rows, 3, 32, 32)}


@torch.no_grad()
def measure(what, count):
    if what == "one":
        times = []
        for i in range(count):
            image = images["cnn"][i % cnn_rows].unsqueeze(0)
            start = time.perf_counter()
            networks["cnn"](image)
            times.append(time.perf_counter() - start)
        return statistics.median(times)
    start = time.perf_counter()
    for part in images[what].split(batch):
        networks[what](part)
    return time.perf_counter() - start


for line in sys.stdin:
    words = line.split()
    start = time.process_time()
    seconds = measure(words[0], int(words[1]) if len(words) > 1 else 0)
    print(seconds, time.process_time() - start, flush=True)
