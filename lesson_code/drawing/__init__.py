"""Drawings of ideas: every ``draw_*`` draws with the house style and returns its axes."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "Panel": "_neurons",
        "draw_chain": "_backprop",
        "draw_fields": "_concepts",
        "draw_filters": "_kernels",
        "draw_inverted_residual": "_blocks",
        "draw_kernel_step": "_kernels",
        "draw_layers": "_cnn",
        "draw_learned_features": "_concepts",
        "draw_max_pool": "_kernels",
        "draw_model": "_model",
        "draw_network": "_neurons",
        "draw_neuron": "_neurons",
        "draw_panels": "_neurons",
        "draw_pipeline": "_hardware",
        "draw_receptive_field": "_kernels",
        "draw_replicas": "_hardware",
        "draw_siamese": "_siamese",
        "draw_sizes": "_concepts",
        "draw_workers": "_hardware",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
