"""The works in PyTorch: eager, fused optimizers, data as tensors."""

import sys

from peer import greet, refuse, serve

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError as error:
    refuse(error)

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "gelu": nn.GELU, "silu": nn.SiLU}
LOSSES = {
    "binary_cross_entropy": F.binary_cross_entropy_with_logits,
    "cross_entropy": F.cross_entropy,
    "mse": F.mse_loss,
}


def network(layers):
    modules = []
    for weight, bias, activation in layers:
        linear = nn.Linear(*weight.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight).T)
            linear.bias.copy_(torch.from_numpy(bias))
        modules.append(linear)
        if activation != "linear":
            modules.append(ACTIVATIONS[activation]())
    return nn.Sequential(*modules)


def optimizer(parameters, options):
    rate = options["learning_rate"]
    if options["name"] == "sgd":
        return torch.optim.SGD(parameters, lr=rate, fused=True)
    return torch.optim.Adam(
        parameters, lr=rate, betas=(options["beta1"], options["beta2"]), eps=options["epsilon"], fused=True)


class Player:
    """A network with its optimizer, and the way back to its first weights."""

    def __init__(self, options):
        self.network = network(options["layers"])
        self.optimizer = optimizer(self.network.parameters(), options["optimizer"])
        self.first = [parameter.detach().clone() for parameter in self.network.parameters()]

    @torch.no_grad()
    def reset(self):
        for parameter, first in zip(self.network.parameters(), self.first):
            parameter.copy_(first)
        for state in self.optimizer.state.values():
            for value in state.values():
                if value is not None:
                    value.zero_()

    def move(self, loss):
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()


def batches(work):
    order = torch.from_numpy(work.order)
    return [batch for epoch in order for batch in epoch.split(work.batch)]


def supervised(work):
    player = Player(work.networks[0])
    loss_function = LOSSES[work.loss]
    inputs, targets = torch.from_numpy(work.inputs), torch.from_numpy(work.targets)
    rows = batches(work)

    def run():
        for step, batch in enumerate(rows, 1):
            x = inputs.index_select(0, batch)
            y = targets.index_select(0, batch)
            loss = loss_function(player.network(x), y)
            player.move(loss)
            if step == work.agreed_steps:
                agreed = loss
        return {"loss": loss.item()}, {"loss": agreed.item()}

    run()
    return player.reset, run


def adversarial(work):
    generator, discriminator = Player(work.networks[0]), Player(work.networks[1])
    inputs, latents = torch.from_numpy(work.inputs), torch.from_numpy(work.latents)
    rows = batches(work)

    def run():
        for step, (batch, latent) in enumerate(zip(rows, latents), 1):
            real = inputs.index_select(0, batch)
            with torch.no_grad():
                generated = generator.network(latent[0])
            r, f = discriminator.network(real), discriminator.network(generated)
            discriminator_loss = F.softplus(-r).mean() + F.softplus(f).mean()
            discriminator.move(discriminator_loss)

            discriminator.network.requires_grad_(False)
            f = discriminator.network(generator.network(latent[1]))
            generator_loss = F.softplus(-f).mean()
            generator.move(generator_loss)
            discriminator.network.requires_grad_(True)
            losses = {"discriminator.loss": discriminator_loss, "generator.loss": generator_loss}
            if step == work.agreed_steps:
                agreed = losses
        return [{name: loss.item() for name, loss in some.items()} for some in (losses, agreed)]

    def reset():
        generator.reset()
        discriminator.reset()

    run()
    return reset, run


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    greet(torch.__version__)
    serve(lambda work: adversarial(work) if work.latents is not None else supervised(work))
