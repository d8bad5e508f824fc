"""What an adapter raises when it cannot read its source."""


class SourceError(ValueError):
    """The bytes are not what the source was said to be. `reason_code` is stable, for tallies."""

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code
        self.message = message
