"""Events: declared by members, moderated by the region, shown to the public, told about afterwards."""
