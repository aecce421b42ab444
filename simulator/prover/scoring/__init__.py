"""The best and the worst that plays can come to: satisfaction and quality over the graph."""
