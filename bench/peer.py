"""The workloads of workloads.ts in PyTorch, one thread. Reads "name steps" lines, answers with milliseconds per step."""

import sys
import time

import torch

torch.set_num_threads(1)
ROWS = 2000


def matrix(*shape):
    return torch.nn.Parameter(torch.randn(*shape) / shape[-2] ** 0.5)


def kernel(a, b):
    return torch.nn.Parameter(torch.randn(a, b, 4, 4) / (16 * b) ** 0.5)


def vector(*shape):
    return torch.nn.Parameter(torch.zeros(*shape))


def autoencoder():
    w, wb, v, vb = parameters = [matrix(64, 64), vector(64), matrix(64, 64), vector(64)]

    def loss(x):
        code = torch.relu(x @ w + wb)
        output = code @ v + vb
        energy = 1e-3 * ((w**2).sum() + (v**2).sum())
        negative = torch.relu(-output).sum() * (0.1 / 128)
        return ((output - x) ** 2).sum() / 128 + (code**2).sum() * (1e-2 / 128) + energy + negative

    return 128, [(64,)], parameters, loss


def mlp():
    a, ab, b, bb, c, cb = parameters = [
        matrix(64, 256), vector(256), matrix(256, 256), vector(256), matrix(256, 64), vector(64)
    ]

    def loss(x, y):
        hidden = torch.relu(torch.relu(x @ a + ab) @ b + bb)
        return ((hidden @ c + cb - y) ** 2).mean()

    return 256, [(64,), (64,)], parameters, loss


def recurrent(steps):
    w, h, b, o, ob = parameters = [matrix(8, 128), matrix(128, 128), vector(128), matrix(128, 8), vector(8)]

    def loss(x, y):
        state = torch.zeros(64, 128)
        total = 0.0
        for t in range(steps):
            state = torch.relu(state @ h + x[:, t] @ w + b)
            total = total + ((state @ o + ob - y[:, t]) ** 2).mean()
        return total / steps

    return 64, [(steps, 8), (steps, 8)], parameters, loss


def linear(*networks):
    w, wb, v, vb = parameters = [
        matrix(*networks, 6, 188), vector(*networks, 1, 188), matrix(*networks, 188, 6), vector(*networks, 1, 6)
    ]

    def loss(x, y):
        code = x @ w + wb
        error = ((code @ v + vb - y) ** 2).sum() / 128
        negative = torch.relu(-code).sum() * (2 / 128)
        activity = (code**2).sum() * (1e-2 / 128)
        return error + negative + activity + 1e-3 * ((w**2).sum() + (v**2).sum())

    return 128, [(6,), (6,)], parameters, loss


def layered(batch, widths, linear_layers, charged):
    pairs = [(matrix(n, m), vector(m)) for n, m in zip(widths, widths[1:])]

    def loss(x, y):
        activity = x
        total = 1e-3 * sum((w**2).sum() for w, _ in pairs)
        for number, (w, b) in enumerate(pairs, 1):
            activity = activity @ w + b
            if number not in linear_layers:
                activity = torch.relu(activity)
            if number in charged:
                total = total + torch.relu(-activity).sum() * (2 / batch) + (activity**2).sum() * (1e-2 / batch)
        return total + ((activity - y) ** 2).sum() / batch

    return batch, [(widths[0],), (widths[-1],)], [each for pair in pairs for each in pair], loss


def vae(side, channels, kernels, hidden_units):
    widths = [channels, *kernels]
    convs = [kernel(b, a) for a, b in zip(widths, kernels)]
    up = [*reversed(kernels), channels]
    deconvs = [kernel(a, b) for a, b in zip(up, up[1:])]
    conv_biases = [vector(w.shape[0]) for w in convs]
    deconv_biases = [vector(w.shape[1]) for w in deconvs]
    small = side >> len(kernels)
    flat = kernels[-1] * small**2
    sizes = [(flat, hidden_units), (hidden_units, 20), (10, hidden_units), (hidden_units, flat)]
    dense = [(matrix(n, m), vector(m)) for n, m in sizes]
    parameters = [*convs, *deconvs, *conv_biases, *deconv_biases, *(each for pair in dense for each in pair)]
    F = torch.nn.functional

    def loss(x, noise):
        h = x
        for w, b in zip(convs, conv_biases):
            h = torch.relu(F.conv2d(h, w, b, stride=2, padding=1))
        (hidden, hb), (code, cb), (expand, eb), (image, ib) = dense
        mean, log_variance = (torch.relu(h.reshape(64, flat) @ hidden + hb) @ code + cb).chunk(2, 1)
        latent = mean + noise * (0.5 * log_variance).exp()
        h = torch.relu(torch.relu(latent @ expand + eb) @ image + ib).reshape(64, kernels[-1], small, small)
        for k, (w, b) in enumerate(zip(deconvs, deconv_biases)):
            h = F.conv_transpose2d(h, w, b, stride=2, padding=1)
            h = torch.relu(h) if k + 1 < len(deconvs) else h
        reconstruction = F.binary_cross_entropy_with_logits(h, x, reduction="sum")
        divergence = 0.5 * (mean**2 + log_variance.exp() - log_variance - 1).sum()
        return (reconstruction + divergence) / 64

    return 64, [(channels, side, side), (10,)], parameters, loss


WORKLOADS = {
    "autoencoder": autoencoder,
    "mlp": mlp,
    "recurrent20": lambda: recurrent(20),
    "recurrent100": lambda: recurrent(100),
    "linear": linear,
    "linear50": lambda: linear(50),
    "deepSupervised": lambda: layered(128, [6, 188, 186, 184, 182, 180, 6], {6}, {1, 2, 3, 4, 5}),
    "deepAutoencoder": lambda: layered(64, [50, 500, 300, 100, 10, 100, 300, 500, 50], {4, 8}, {4}),
    "vae": lambda: vae(64, 3, [32, 32, 64, 64], 256),
    "vae32": lambda: vae(32, 1, [16, 32, 32], 128),
}


def trainee(name):
    batch, samples, parameters, loss = WORKLOADS[name]()
    data = [torch.randn(ROWS, *shape) for shape in samples]
    adam = torch.optim.Adam(parameters, lr=1e-3)

    def step():
        rows = torch.randint(0, ROWS, (batch,))
        adam.zero_grad()
        value = loss(*(each[rows] for each in data))
        value.backward()
        adam.step()
        return value.item()

    return step


def product_speed():
    """GFLOP/s of a matrix product: tells whether PyTorch has found a fast BLAS."""
    a = torch.randn(512, 512)
    a @ a
    begun = time.perf_counter()
    for _ in range(10):
        a @ a
    return 10 * 2 * 512**3 / (time.perf_counter() - begun) / 1e9


trainees = {}
print("ready", torch.__version__, f"{product_speed():.0f}", flush=True)
for line in sys.stdin:
    name, steps = line.split()
    if name not in trainees:
        trainees[name] = trainee(name)
    step = trainees[name]
    begun = time.perf_counter()
    for _ in range(int(steps)):
        step()
    print(1000 * (time.perf_counter() - begun) / int(steps), flush=True)
