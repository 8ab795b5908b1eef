"""The workloads of workloads.ts, written once for PyTorch and JAX: what differs between the two comes in as `lib`."""


def matrix(lib, *shape):
    return lib.normal(shape, shape[-2] ** -0.5)


def kernel(lib, a, b):
    return lib.normal((a, b, 4, 4), (16 * b) ** -0.5)


def autoencoder(lib):
    parameters = [matrix(lib, 64, 64), lib.zeros(64), matrix(lib, 64, 64), lib.zeros(64)]

    def loss(parameters, x):
        w, wb, v, vb = parameters
        code = lib.relu(x @ w + wb)
        output = code @ v + vb
        energy = 1e-3 * ((w**2).sum() + (v**2).sum())
        negative = lib.relu(-output).sum() * (0.1 / 128)
        return ((output - x) ** 2).sum() / 128 + (code**2).sum() * (1e-2 / 128) + energy + negative

    return 128, [(64,)], parameters, loss


def mlp(lib):
    sizes = [(64, 256), (256, 256), (256, 64)]
    parameters = [each for n, m in sizes for each in (matrix(lib, n, m), lib.zeros(m))]

    def loss(parameters, x, y):
        a, ab, b, bb, c, cb = parameters
        hidden = lib.relu(lib.relu(x @ a + ab) @ b + bb)
        return ((hidden @ c + cb - y) ** 2).mean()

    return 256, [(64,), (64,)], parameters, loss


def recurrent(lib, units, steps):
    sizes = [(8, units), (units, units), (units, 8)]
    w, h, o = (matrix(lib, n, m) for n, m in sizes)
    parameters = [w, h, lib.zeros(units), o, lib.zeros(8)]

    def loss(parameters, x, y):
        w, h, b, o, ob = parameters

        def step(state, now):
            x, y = now
            state = lib.relu(state @ h + x @ w + b)
            return state, ((state @ o + ob - y) ** 2).mean()

        return lib.over_time(step, lib.zeros(64, units), (x, y)) / steps

    return 64, [(steps, 8), (steps, 8)], parameters, loss


def linear(lib, *networks):
    parameters = [
        matrix(lib, *networks, 6, 188),
        lib.zeros(*networks, 1, 188),
        matrix(lib, *networks, 188, 6),
        lib.zeros(*networks, 1, 6),
    ]

    def loss(parameters, x, y):
        w, wb, v, vb = parameters
        code = x @ w + wb
        error = ((code @ v + vb - y) ** 2).sum() / 128
        negative = lib.relu(-code).sum() * (2 / 128)
        activity = (code**2).sum() * (1e-2 / 128)
        return error + negative + activity + 1e-3 * ((w**2).sum() + (v**2).sum())

    return 128, [(6,), (6,)], parameters, loss


def layered(lib, batch, widths, linear_layers, charged):
    sizes = list(zip(widths, widths[1:]))
    parameters = [each for n, m in sizes for each in (matrix(lib, n, m), lib.zeros(m))]

    def loss(parameters, x, y):
        weights, biases = parameters[::2], parameters[1::2]
        activity = x
        total = 1e-3 * sum((w**2).sum() for w in weights)
        for number, (w, b) in enumerate(zip(weights, biases), 1):
            activity = activity @ w + b
            if number not in linear_layers:
                activity = lib.relu(activity)
            if number in charged:
                total = total + lib.relu(-activity).sum() * (2 / batch) + (activity**2).sum() * (1e-2 / batch)
        return total + ((activity - y) ** 2).sum() / batch

    return batch, [(widths[0],), (widths[-1],)], parameters, loss


def vae(lib, side, channels, kernels, hidden_units):
    widths = [channels, *kernels]
    up = [*reversed(kernels), channels]
    small = side >> len(kernels)
    flat = kernels[-1] * small**2
    sizes = [(flat, hidden_units), (hidden_units, 20), (10, hidden_units), (hidden_units, flat)]
    convs = [(kernel(lib, b, a), lib.zeros(b)) for a, b in zip(widths, kernels)]
    deconvs = [(kernel(lib, a, b), lib.zeros(b)) for a, b in zip(up, up[1:])]
    dense = [(matrix(lib, n, m), lib.zeros(m)) for n, m in sizes]
    parameters = [each for pair in [*convs, *dense, *deconvs] for each in pair]

    def loss(parameters, x, noise):
        pairs = list(zip(parameters[::2], parameters[1::2]))
        convs, dense, deconvs = pairs[: len(kernels)], pairs[len(kernels) : -len(kernels)], pairs[-len(kernels) :]
        h = x
        for w, b in convs:
            h = lib.relu(lib.conv(h, w, b))
        (hidden, hb), (code, cb), (expand, eb), (image, ib) = dense
        both = lib.relu(h.reshape(64, flat) @ hidden + hb) @ code + cb
        mean, log_variance = both[:, :10], both[:, 10:]
        latent = mean + noise * lib.exp(0.5 * log_variance)
        h = lib.relu(lib.relu(latent @ expand + eb) @ image + ib).reshape(64, kernels[-1], small, small)
        for k, (w, b) in enumerate(deconvs):
            h = lib.deconv(h, w, b)
            h = lib.relu(h) if k + 1 < len(deconvs) else h
        divergence = 0.5 * (mean**2 + lib.exp(log_variance) - log_variance - 1).sum()
        return (lib.cross_entropy(h, x) + divergence) / 64

    return 64, [(channels, side, side), (10,)], parameters, loss


WORKLOADS = {
    "autoencoder": autoencoder,
    "mlp": mlp,
    "recurrent20x20": lambda lib: recurrent(lib, 20, 20),
    "recurrent128x20": lambda lib: recurrent(lib, 128, 20),
    "recurrent20x200": lambda lib: recurrent(lib, 20, 200),
    "recurrent128x200": lambda lib: recurrent(lib, 128, 200),
    "linear": linear,
    "linear50": lambda lib: linear(lib, 50),
    "deepSupervised": lambda lib: layered(lib, 128, [6, 188, 186, 184, 182, 180, 6], {6}, {1, 2, 3, 4, 5}),
    "deepAutoencoder": lambda lib: layered(lib, 64, [50, 500, 300, 100, 10, 100, 300, 500, 50], {4, 8}, {4}),
    "vae": lambda lib: vae(lib, 64, 3, [32, 32, 64, 64], 256),
    "vae32": lambda lib: vae(lib, 32, 1, [16, 32, 32], 128),
}
