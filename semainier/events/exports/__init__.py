"""The programme as data: one writer per format, each an iterator of text in constant memory."""
