"""The drawing kit: every helper returns a string of SVG and knows nothing of scenes."""
