"""Drawings of a neuron, of networks of neurons, and of deep networks as panels."""
