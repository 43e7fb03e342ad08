"""A share of a sweep's runs in PyTorch, one after the other on one thread, with loss and accuracy of all parts of the
data before the first epoch and after each.

python pytorch_sweep.py SHARE SHARES WORK... takes every SHARES-th work from number SHARE on, and prints the last
values of each.
"""

import json
import sys

import torch

from peer import Work
from pytorch_peer import LOSSES, Player


def train(work):
    player = Player(work.networks[0])
    loss_function = LOSSES[work.loss]
    parts = [(name, torch.from_numpy(x), torch.from_numpy(y)) for name, x, y in work.parts]
    inputs, targets = torch.from_numpy(work.inputs), torch.from_numpy(work.targets)
    curves = {}

    @torch.inference_mode()
    def evaluate():
        for name, x, y in parts:
            outputs = player.network(x)
            correct = (outputs > 0) == (y > 0.5) if y.dim() == 2 else outputs.argmax(1) == y
            curves.setdefault(f"{name}.loss", []).append(loss_function(outputs, y).item())
            curves.setdefault(f"{name}.accuracy", []).append(correct.float().mean().item())

    evaluate()
    for order in torch.from_numpy(work.order):
        for batch in order.split(work.batch):
            x = inputs.index_select(0, batch)
            y = targets.index_select(0, batch)
            player.move(loss_function(player.network(x), y))
        evaluate()
    return {name: curve[-1] for name, curve in curves.items()}


torch.set_num_threads(1)
share, shares = map(int, sys.argv[1:3])
print(json.dumps({path: train(Work(path)) for path in sys.argv[3 + share :: shares]}))
