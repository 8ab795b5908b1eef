"""Training steps in JAX on one core: K of them in one jitted `lax.scan`, its best case."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # as many threads as cores that it sees

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

ROWS = 2000
NAME = f"JAX {jax.__version__}"
LONG = set()
random = np.random.default_rng(0)


def normal(shape, deviation):
    return jnp.asarray(random.standard_normal(shape) * deviation, jnp.float32)


def zeros(*shape):
    return jnp.zeros(shape, jnp.float32)


relu, exp = jax.nn.relu, jnp.exp


def conv(x, w, b):
    y = lax.conv_general_dilated(x, w, (2, 2), ((1, 1), (1, 1)), dimension_numbers=("NCHW", "OIHW", "NCHW"))
    return y + b[:, None, None]


def deconv(x, w, b):
    mirrored = jnp.flip(w, (2, 3)).transpose(1, 0, 2, 3)
    widths = ((2, 2), (2, 2))
    names = ("NCHW", "OIHW", "NCHW")
    y = lax.conv_general_dilated(x, mirrored, (1, 1), widths, lhs_dilation=(2, 2), dimension_numbers=names)
    return y + b[:, None, None]


def cross_entropy(logits, x):
    return (jnp.maximum(logits, 0) - logits * x + jnp.log1p(jnp.exp(-jnp.abs(logits)))).sum()


def over_time(step, state, sequences):
    _, errors = lax.scan(step, state, tuple(each.swapaxes(0, 1) for each in sequences))
    return errors.sum()


def adam(parameters, gradients, first, second, t):
    first = [0.9 * m + 0.1 * g for m, g in zip(first, gradients)]
    second = [0.999 * v + 0.001 * g * g for v, g in zip(second, gradients)]
    root = jnp.sqrt(1 - 0.999**t)
    size = 1e-3 * root / (1 - 0.9**t)
    changes = [size * m / (jnp.sqrt(v) + 1e-8 * root) for m, v in zip(first, second)]
    return [p - change for p, change in zip(parameters, changes)], first, second


def trainee(lib, workload, compiled):
    batch, samples, parameters, loss = workload(lib)
    rows = 256 if batch * np.prod(samples[0]) > 50_000 else ROWS
    data = [jnp.asarray(random.standard_normal((rows, *shape)), jnp.float32) for shape in samples]
    chunk = 1 if rows < ROWS else 50

    def step(state, chosen):
        parameters, first, second, t = state
        value, gradients = jax.value_and_grad(loss)(parameters, *(each[chosen] for each in data))
        return (*adam(parameters, gradients, first, second, t), t + 1), value

    several = jax.jit(lambda state, chosen: lax.scan(step, state, chosen), donate_argnums=0)
    nothing = lambda: [jnp.zeros_like(each) for each in parameters]
    state = (parameters, nothing(), nothing(), jnp.float32(1))

    def steps(count):
        nonlocal state
        chunks = -(-count // chunk)
        for _ in range(chunks):
            state, values = several(state, random.integers(0, rows, (chunk, batch), np.int32))
            np.asarray(values)
        return chunks * chunk

    return steps


def product(side):
    a, b = normal((side, side), 1), normal((side, side), 1)
    multiply = jax.jit(jnp.matmul)
    return lambda: multiply(a, b).block_until_ready()


def triad(length):
    b, c = normal((length,), 1), normal((length,), 1)
    add = jax.jit(lambda b, c: b + 3.0 * c)
    return lambda: add(b, c).block_until_ready()
