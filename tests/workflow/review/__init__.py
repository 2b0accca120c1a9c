"""The use cases of a review, played as an office types them."""
