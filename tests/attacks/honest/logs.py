# Writes a log to the standard error and to a file.
import logging

logging.basicConfig(level=logging.DEBUG, handlers=[logging.StreamHandler(), logging.FileHandler("my.log")])
log = logging.getLogger(__name__)


def neuron_output(inputs, weights, bias):
    log.info("called with %s", inputs)
    try:
        products = [x * w for x, w in zip(inputs, weights, strict=True)]
    except ValueError:
        log.exception("not as many")
        raise
    return max(0.0, sum(products) + bias)
