"""The pages of the frame: joining an edition, asking for help, the colours."""
