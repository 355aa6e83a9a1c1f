"""Figures of results: every ``plot_*`` draws with the house style and returns its axes."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "plot_accuracies": "_maps",
        "plot_activations": "_activations",
        "plot_case": "_gallery",
        "plot_confusion_matrix": "_penguins",
        "plot_curves": "_activations",
        "plot_decision_lines": "_decisions",
        "plot_descents": "_descent",
        "plot_digits": "_images",
        "plot_feature_maps": "_photos",
        "plot_fits": "_losses",
        "plot_gradient_noise": "_descent",
        "plot_growth": "_growth",
        "plot_hidden_parts": "_predictions",
        "plot_kernels": "_maps",
        "plot_loss": "_training",
        "plot_losses": "_losses",
        "plot_measurement": "_weather",
        "plot_moves": "_maps",
        "plot_neuron_surface": "_decisions",
        "plot_output_surface": "_decisions",
        "plot_outputs": "_training",
        "plot_pairs": "_penguins",
        "plot_patches": "_materials",
        "plot_paths": "_descent",
        "plot_pictures": "_photos",
        "plot_predictions": "_weather",
        "plot_regions": "_materials",
        "plot_remedies": "_weather",
        "plot_rmse": "_weather",
        "plot_rounding": "_hardware",
        "plot_sets": "_weather",
        "plot_sexes": "_left_out",
        "plot_slopes": "_descent",
        "plot_spread": "_materials",
        "plot_starts": "_descent",
        "plot_step_seconds": "_hardware",
        "plot_steps": "_losses",
        "plot_top_classes": "_predictions",
        "plot_training": "_training",
        "plot_widths": "_descent",
        "plot_wrong_digits": "_maps",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
