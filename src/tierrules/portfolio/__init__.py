"""Many customers at once: what an edit moves among them, where a threshold cuts them, and thresholds made of them."""
