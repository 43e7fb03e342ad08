"""The works in JAX: one compiled program for all steps, scans over epochs and over the batches of each."""

import math
import os
import sys

from peer import greet, refuse, serve

THREADS = int(sys.argv[1])
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["NPROC"] = str(THREADS)
if THREADS == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

try:
    import jax
    import jax.numpy as jnp
except ImportError as error:
    refuse(error)

ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh, "linear": lambda x: x}


def binary_cross_entropy(z, y):
    return jnp.mean(y * jax.nn.softplus(-z) + (1 - y) * jax.nn.softplus(z))


def cross_entropy(z, y):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], axis=1))


def mse(z, y):
    return jnp.mean((z - y) ** 2)


LOSSES = {"binary_cross_entropy": binary_cross_entropy, "cross_entropy": cross_entropy, "mse": mse}


class Player:
    """A network as a function of its weights, and its optimizer."""

    def __init__(self, options):
        self.first = [(weight, bias) for weight, bias, _ in options["layers"]]
        self.activations = [ACTIVATIONS[activation] for _, _, activation in options["layers"]]
        self.options = options["optimizer"]

    def start(self):
        weights = jax.tree.map(jnp.array, self.first)
        if self.options["name"] == "sgd":
            return {"weights": weights}
        zeros = jax.tree.map(jnp.zeros_like, weights)
        return {
            "weights": weights, "mean": zeros, "square": jax.tree.map(jnp.zeros_like, weights),
            "step": jnp.zeros((), jnp.float32)}

    def __call__(self, weights, x):
        for (weight, bias), activation in zip(weights, self.activations):
            x = activation(x @ weight + bias)
        return x

    def move(self, state, gradients):
        rate = self.options["learning_rate"]
        if self.options["name"] == "sgd":
            return {"weights": jax.tree.map(lambda w, g: w - rate * g, state["weights"], gradients)}
        beta1, beta2, epsilon = (self.options[name] for name in ("beta1", "beta2", "epsilon"))
        step = state["step"] + 1
        mean = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, state["mean"], gradients)
        square = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, state["square"], gradients)
        # 1 - beta**step, without the cancellation that would make the first steps differ from others' by 1e-4.
        size = rate / -jnp.expm1(step * math.log(beta1))
        root = jnp.sqrt(-jnp.expm1(step * math.log(beta2)))
        weights = jax.tree.map(
            lambda w, m, v: w - size * m / (jnp.sqrt(v) / root + epsilon), state["weights"], mean, square)
        return {"weights": weights, "mean": mean, "square": square, "step": step}


def epochs(step, batch, state, order, *extra):
    """The step on every batch of an order [epochs, rows]; the last batch of an epoch may be shorter. Extra arrays
    with a leading [epochs, steps] are handed to the steps. Gives back the state and the losses of all steps, for
    each its own array."""
    full = order.shape[1] // batch

    def epoch(state, items):
        order, *extra = items
        head = order[: full * batch].reshape(full, batch)
        state, losses = jax.lax.scan(
            lambda state, items: step(state, *items), state, (head, *[e[:full] for e in extra]))
        if order.shape[0] % batch:
            state, last = step(state, order[full * batch :], *[e[full] for e in extra])
            losses = jax.tree.map(lambda some, one: jnp.append(some, one), losses, last)
        return state, losses

    state, losses = jax.lax.scan(epoch, state, (order, *extra))
    return state, jax.tree.map(jnp.ravel, losses)


def prepared(work, start, run, names):
    """How `serve` wants it, compiled by a first run."""
    state = [None]

    def reset():
        state[0] = jax.block_until_ready(start())

    def execute():
        state[0], losses = jax.block_until_ready(run(state[0]))
        return [{n: float(l[step - 1]) for n, l in zip(names, losses)} for step in (work.steps, work.agreed_steps)]

    reset()
    execute()
    return reset, execute


def supervised(work):
    player = Player(work.networks[0])
    loss_function = LOSSES[work.loss]
    inputs, targets, order = map(jnp.array, (work.inputs, work.targets, work.order))

    # The data are arguments, not constants, which would be folded into the program.
    def run(state, inputs, targets, order):
        def step(state, batch):
            x, y = inputs[batch], targets[batch]
            loss, gradients = jax.value_and_grad(lambda w: loss_function(player(w, x), y))(state["weights"])
            return player.move(state, gradients), (loss,)

        return epochs(step, work.batch, state, order)

    compiled = jax.jit(run, donate_argnums=0)
    return prepared(work, player.start, lambda state: compiled(state, inputs, targets, order), ["loss"])


def adversarial(work):
    generator, discriminator = Player(work.networks[0]), Player(work.networks[1])
    inputs, order = jnp.array(work.inputs), jnp.array(work.order)
    latents = jnp.array(work.latents).reshape(order.shape[0], -1, *work.latents.shape[1:])

    def discriminator_loss(weights, real, generated):
        r, f = discriminator(weights, real), discriminator(weights, generated)
        return jnp.mean(jax.nn.softplus(-r)) + jnp.mean(jax.nn.softplus(f))

    def generator_loss(weights, discriminator_weights, latent):
        return jnp.mean(jax.nn.softplus(-discriminator(discriminator_weights, generator(weights, latent))))

    def run(state, inputs, order, latents):
        def step(state, batch, latent):
            g, d = state
            generated = generator(g["weights"], latent[0])
            d_loss, gradients = jax.value_and_grad(discriminator_loss)(d["weights"], inputs[batch], generated)
            d = discriminator.move(d, gradients)
            g_loss, gradients = jax.value_and_grad(generator_loss)(g["weights"], d["weights"], latent[1])
            return (generator.move(g, gradients), d), (d_loss, g_loss)

        return epochs(step, work.batch, state, order, latents)

    compiled = jax.jit(run, donate_argnums=0)
    return prepared(
        work, lambda: (generator.start(), discriminator.start()),
        lambda state: compiled(state, inputs, order, latents), ["discriminator.loss", "generator.loss"])


greet(jax.__version__)
serve(lambda work: adversarial(work) if work.latents is not None else supervised(work))
