"""The demonstration network, made through the services of all."""
