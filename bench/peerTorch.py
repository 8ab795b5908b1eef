"""Training steps in PyTorch on one thread, as they come or compiled."""

import torch

ROWS = 2000
NAME = f"PyTorch {torch.__version__.split('+')[0]}"
#: Unrolled over 200 steps, the compiler works for many minutes.
LONG = {"recurrent20x200", "recurrent128x200"}
torch.set_num_threads(1)


def normal(shape, deviation):
    return torch.nn.Parameter(torch.randn(*shape) * deviation)


def zeros(*shape):
    return torch.nn.Parameter(torch.zeros(*shape))


relu, exp = torch.relu, torch.exp


def conv(x, w, b):
    return torch.nn.functional.conv2d(x, w, b, stride=2, padding=1)


def deconv(x, w, b):
    return torch.nn.functional.conv_transpose2d(x, w, b, stride=2, padding=1)


def cross_entropy(logits, x):
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")


def over_time(step, state, sequences):
    total = 0.0
    for t in range(sequences[0].shape[1]):
        state, error = step(state.detach() if t == 0 else state, [each[:, t] for each in sequences])
        total = total + error
    return total


def trainee(lib, workload, compiled):
    batch, samples, parameters, loss = workload(lib)
    data = [torch.randn(ROWS, *shape) for shape in samples]
    adam = torch.optim.Adam(parameters, lr=1e-3, fused=True)
    value_of = torch.compile(loss) if compiled else loss

    def steps(count):
        for _ in range(count):
            rows = torch.randint(0, ROWS, (batch,))
            adam.zero_grad()
            value = value_of(parameters, *(each[rows] for each in data))
            value.backward()
            adam.step()
            value.item()
        return count

    return steps


def product(side):
    a, b = torch.randn(side, side), torch.randn(side, side)
    return lambda: a @ b


def triad(length):
    a, b, c = torch.zeros(length), torch.randn(length), torch.randn(length)
    return lambda: torch.add(b, c, alpha=3.0, out=a)
