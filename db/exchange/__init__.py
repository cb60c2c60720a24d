"""Tables and packages in and out, and the official list of divisions."""
