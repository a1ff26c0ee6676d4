"""A report as files: composed once into neutral blocks, which the writers translate."""
