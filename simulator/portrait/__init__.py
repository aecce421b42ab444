"""The customer's portrait: composed from traits and the band of the mood, in colour, in one ink, in ASCII and as SVG."""
