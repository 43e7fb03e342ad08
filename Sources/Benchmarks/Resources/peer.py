"""What the peers' programs have in common: the talk with the benchmark, and the work that it hands over.

A program greets with its version, or with what is missing. Then it reads one line after the other, each the path
of a work, and answers with the seconds its steps took and the losses of the last one.
"""

import json
import os
import sys
import time


def greet(version):
    print(json.dumps({"version": version}), flush=True)


def refuse(error):
    print(json.dumps({"error": str(error)}), flush=True)
    sys.exit(1)


class Work:
    """A training: data, first weights, order of batches, and what is to be minimized."""

    def __init__(self, path):
        import numpy

        with open(path) as file:
            fields = json.load(file)

        def array(name):
            return numpy.load(os.path.join(os.path.dirname(path), name)) if name else None

        self.loss = fields["loss"]
        self.batch = fields["batch"]
        self.steps = fields["steps"]
        self.agreed_steps = fields["agreed_steps"]
        self.inputs = array(fields["inputs"])
        self.targets = array(fields.get("targets"))
        # What is evaluated after each epoch: name, inputs, targets.
        self.parts = [
            (part["name"], array(part["inputs"]), array(part["targets"])) for part in fields.get("parts") or []
        ]
        # [epochs, rows]
        self.order = array(fields["order"])
        # [steps, discriminator and generator, batch, width]
        self.latents = array(fields.get("latents"))
        self.networks = [
            {
                "layers": [
                    (array(layer["weight"]), array(layer["bias"]), layer["activation"])
                    for layer in network["layers"]
                ],
                "optimizer": network["optimizer"],
            }
            for network in fields["networks"]
        ]


def serve(prepare):
    """Answers until the benchmark hangs up.

    prepare: takes a Work and gives back a pair: a function that goes back to the start, and one that takes all
    steps and gives back the losses of the last one and of the one that is agreed on. Both have run before anything
    is timed.
    """
    prepared = {}
    for line in sys.stdin:
        path = json.loads(line)["work"]
        if path not in prepared:
            prepared.clear()
            prepared[path] = prepare(Work(path))
        reset, run = prepared[path]
        reset()
        wall, processor = time.perf_counter(), time.process_time()
        losses, agreed = run()
        seconds = time.perf_counter() - wall
        processor_seconds = time.process_time() - processor
        answer = {
            "seconds": seconds,
            "processorSeconds": processor_seconds,
            "losses": losses,
            "agreedLosses": agreed,
        }
        print(json.dumps(answer), flush=True)
