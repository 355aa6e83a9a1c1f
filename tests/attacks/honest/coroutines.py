# Computes in a coroutine and runs it to its end.
import asyncio


async def product(x, w):
    await asyncio.sleep(0)
    return x * w


async def together(inputs, weights):
    return await asyncio.gather(*map(product, inputs, weights))


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(asyncio.run(together(inputs, weights))) + bias)
