"""The network: the federation, its regional associations, its members, and the people who act for them."""
