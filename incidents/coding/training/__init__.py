"""How the judge is taught. Needs scikit-learn, which judging does not."""
